package io.redissim.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The filters of CLIENT LIST and CLIENT KILL. Client 1 asks; 2 to 4 are there to be found. */
class ClientFilterTest extends CommandTest {
  private final List<LocalClient> others = new ArrayList<>();

  @BeforeEach
  void threeMore() {
    for (int i = 2; i <= 4; i++) {
      others.add(client.another());
    }
    others.get(0).call("CLIENT", "SETNAME", "two");
    others.get(0).call("CLIENT", "SETINFO", "LIB-NAME", "lib");
    others.get(0).call("CLIENT", "SETINFO", "LIB-VER", "9");
    others.get(1).call("MULTI");
    others.get(1).call("SELECT", "0");
    others.get(2).call("SELECT", "3");
    others.get(2).call("CLIENT", "CAPA", "nothing", "redirect");
    others.get(2).call("CLIENT", "NO-TOUCH", "ON");
  }

  @AfterEach
  void leave() {
    others.forEach(LocalClient::close);
  }

  /** The IDs of those that the filters let pass. */
  private String list(String filters) {
    String[] words = ("CLIENT LIST " + filters).split(" ");
    StringBuilder ids = new StringBuilder();
    run(words)
        .tree()
        .text()
        .lines()
        .forEach(line -> ids.append(line, 3, line.indexOf(' ')).append(' '));
    return ids.toString().strip();
  }

  @Test
  void eachFilterHasItsOpposite() {
    assertThat(list("NAME two")).isEqualTo("2");
    assertThat(list("NOT-NAME two")).isEqualTo("1 3 4");
    assertThat(list("LIB-NAME lib")).isEqualTo("2");
    assertThat(list("NOT-LIB-NAME lib")).isEqualTo("1 3 4");
    assertThat(list("LIB-VER 9")).isEqualTo("2");
    assertThat(list("NOT-LIB-VER 9")).isEqualTo("1 3 4");
    assertThat(list("DB 3")).isEqualTo("4");
    assertThat(list("NOT-DB 3")).isEqualTo("1 2 3");
    assertThat(list("CAPA r")).isEqualTo("4");
    assertThat(list("NOT-CAPA r")).isEqualTo("1 2 3");
    assertThat(list("TYPE normal")).isEqualTo("1 2 3 4");
    assertThat(list("NOT-TYPE normal")).isEmpty();
    assertThat(list("USER default")).isEqualTo("1 2 3 4");
    assertThat(list("NOT-USER default")).isEmpty();
    assertThat(list("ADDR local:0")).isEqualTo("1 2 3 4");
    assertThat(list("NOT-ADDR local:0")).isEmpty();
    assertThat(list("LADDR local:0")).isEqualTo("1 2 3 4");
    assertThat(list("NOT-LADDR x")).isEqualTo("1 2 3 4");
    assertThat(list("IP local")).isEmpty(); // port 0 is no port
    assertThat(list("NOT-IP local")).isEqualTo("1 2 3 4");
  }

  @Test
  void flagsMustAllBeThere() {
    assertThat(list("FLAGS x")).isEqualTo("3");
    assertThat(list("FLAGS T")).isEqualTo("4");
    assertThat(list("FLAGS xT")).isEmpty();
    assertThat(list("FLAGS N")).isEqualTo("1 2");
    assertThat(list("NOT-FLAGS N")).isEqualTo("3 4");
    run("CLIENT", "LIST", "FLAGS", "NZ")
        .isError("ERR Unknown flags found in the provided filter: NZ");
    run("CLIENT", "LIST", "NOT-FLAGS", "Z")
        .isError("ERR Unknown flags found in the NOT-FLAGS filter: Z");
  }

  @Test
  void idsAddUpAndOtherFiltersOfAKindReplaceEachOther() {
    assertThat(list("ID 4 2 4")).isEqualTo("4 2 4"); // alone they are looked up one by one
    assertThat(list("ID 4 2 TYPE normal")).isEqualTo("2 4");
    assertThat(list("TYPE normal ID 3 ID 2")).isEqualTo("2 3");
    assertThat(list("NOT-ID 1 2 NOT-ID 4")).isEqualTo("3");
    assertThat(list("NAME one NAME two")).isEqualTo("2");
    assertThat(list("NOT-ID 2 DB 0")).isEqualTo("1 3");
    assertThat(list("TYPE normal SKIPME yes")).isEqualTo("2 3 4");
  }

  @Test
  void agesAreWholeSeconds() {
    clock.advance(Duration.ofMillis(1999));
    others.get(0).call("PING");
    assertThat(list("MAXAGE 1")).isEqualTo("1 2 3 4");
    assertThat(list("MAXAGE 2")).isEmpty();
    assertThat(list("IDLE 1")).isEqualTo("3 4");
  }

  @Test
  void killTakesTheSameFilters() {
    run("CLIENT", "KILL", "ID", "2", "3", "99").isInteger(2);
    run("CLIENT", "KILL", "NOT-CAPA", "r").isInteger(0);
    run("CLIENT", "KILL", "NOT-NAME", "x").isInteger(1);
    run("CLIENT", "KILL", "ID", "10", "wrong_arg").isError("ERR syntax error");
    run("CLIENT", "KILL", "ID", "-1").isError("ERR client-id should be greater than 0");
  }

  @Test
  void refusals() {
    run("CLIENT", "LIST", "ID", "10", "wrong_arg").isError("ERR syntax error");
    run("CLIENT", "LIST", "NOT-ID", "0").isError("ERR client-id should be greater than 0");
    run("CLIENT", "LIST", "NAME").isError("ERR syntax error");
    run("CLIENT", "LIST", "NOT-IDLE", "1").isError("ERR syntax error");
    run("CLIENT", "LIST", "IDLE", "x").isError("ERR idle is not an integer or out of range");
    run("CLIENT", "LIST", "IDLE", "0").isError("ERR idle should be greater than 0");
    run("CLIENT", "LIST", "DB", "x").isError("ERR DB is not an integer or out of range");
    run("CLIENT", "LIST", "DB", "16").isError("ERR DB number should be between 0 and 15");
    run("CLIENT", "LIST", "CAPA", "q").isError("ERR Unknown capa found in the provided filter: q");
    run("CLIENT", "LIST", "NOT-USER", "x").isError("ERR No such user 'x'");
    run("CLIENT", "LIST", "SKIPME", "x").isError("ERR syntax error");
    run("CLIENT", "CAPA").isError("ERR wrong number of arguments for 'client|capa' command");
  }
}
