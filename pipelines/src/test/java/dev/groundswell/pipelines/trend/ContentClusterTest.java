package dev.groundswell.pipelines.trend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentClusterTest {

  @Test
  void isNamedByTheFirstBitsOfTheHash() {
    assertThat(ContentCluster.of(0x1a2b_0000_0000_0000L)).isEqualTo("1a2b");
    assertThat(ContentCluster.of(0x1a2b_ffff_ffff_ffffL)).isEqualTo("1a2b");
    assertThat(ContentCluster.of(0x001b_0000_0000_0000L)).isEqualTo("001b");
    assertThat(ContentCluster.of(-1L)).isEqualTo("ffff");
  }

  @Test
  void anInputWithoutAHashIsInNone() {
    assertThat(ContentCluster.of(null)).isNull();
  }
}
