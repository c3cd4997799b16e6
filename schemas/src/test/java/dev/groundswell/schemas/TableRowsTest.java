package dev.groundswell.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TableRowsTest {

  @Test
  void rowsKeepTheOrderOfTheTable() {
    assertThat(map("rows.tsv")).containsExactly(entry("one", "1"), entry("two", "2"));
  }

  @Test
  void noRowHidesAnother() {
    assertThatIllegalStateException()
        .isThrownBy(() -> map("rows-twice.tsv"))
        .withMessage("rows-twice.tsv has a row twice: one");
  }

  private static Map<String, String> map(String table) {
    return TableRows.map(TableRowsTest.class, table, cells -> cells[0], cells -> cells[1]);
  }
}
