package dev.groundswell.local.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands for whoever works on rules, as they stand there. */
@Timeout(300)
class RuleToolsTest {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path directory;

  @Test
  void theReadmesCommandsDoWhatItSays() throws Exception {
    assertThat(outputs("./groundswell rules "))
        .satisfiesExactly(
            lint -> assertThat(lint).contains(" 0 problems, 0 warnings"),
            list -> assertThat(list).contains("guardrail_probing "),
            test -> assertThat(test).contains(" 0 failed"),
            explain -> assertThat(explain).contains("takes part as refused"));
    assertThat(outputs("./groundswell replay "))
        .singleElement()
        .asString()
        .contains("\"rule.name\":\"guardrail_probing\"", "1 alerts");
  }

  private List<String> outputs(String begin) throws Exception {
    List<String> outputs = new ArrayList<>();
    for (List<String> words : Readme.commands(begin)) {
      Path output = directory.resolve("output");
      try (Child command = Child.start(output, Map.of(), words)) {
        assertThat(command.await(LIMIT)).as(command.output()).isZero();
        outputs.add(command.output());
      }
    }
    return outputs;
  }
}
