package io.redissim.core.introspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLogTest extends CommandTest {
  private static final String KB = "x".repeat(1024);

  /** The words of the commands of a log, youngest first. */
  private List<String> log(String type) {
    List<String> all = new ArrayList<>();
    for (Reply entry : run("COMMANDLOG", "GET", "-1", type).tree().elements()) {
      all.add(entry.element(3).toString());
    }
    return all;
  }

  @Test
  void largeRequestsAndRepliesAreLoggedByTheirBytes() {
    run("CLIENT", "SETNAME", "me");
    run("CONFIG", "SET", "commandlog-request-larger-than", "1024").isOk();
    run("CONFIG", "SET", "commandlog-reply-larger-than", "1024").isOk();
    run("SET", "k", KB).isOk();
    run("GET", "k").isBulk(KB);
    Reply request = run("COMMANDLOG", "GET", "1", "large-request").tree().element(0);
    assertThat(request.size()).isEqualTo(6);
    assertThat(request.element(0).integer()).isZero();
    assertThat(request.element(1).integer()).isEqualTo(START.getEpochSecond());
    // *3 $3 SET $1 k $1024 and the value
    assertThat(request.element(2).integer()).isEqualTo(4 + 9 + 7 + 7 + 1024 + 2);
    assertThat(request.element(3).element(2).text())
        .isEqualTo("x".repeat(128) + "... (896 more bytes)");
    assertThat(request.element(5).text()).isEqualTo("me");
    Reply reply = run("COMMANDLOG", "GET", "1", "large-reply").tree().element(0);
    assertThat(reply.element(2).integer()).isEqualTo(7 + 1024 + 2);
    assertThat(reply.element(3).toString()).isEqualTo("[GET, k]");
    run("COMMANDLOG", "LEN", "large-request").isInteger(1);
    run("COMMANDLOG", "LEN", "large-reply").isInteger(1);
    run("COMMANDLOG", "LEN", "slow").isInteger(0);
  }

  @Test
  void repliesThatAreSentByReferenceAndThoseInsideOfExecCountToo() {
    run("CONFIG", "SET", "commandlog-reply-larger-than", "20000").isOk();
    run("SET", "k", "x".repeat(20_000)).isOk();
    run("MULTI").isOk();
    run("GET", "k");
    run("STRLEN", "k");
    run("EXEC").tree();
    assertThat(log("large-reply")).containsExactly("[GET, k]");
  }

  @Test
  void eachLogHasItsOwnLengthAndItsOwnNumbers() {
    run("CONFIG", "SET", "commandlog-request-larger-than", "0").isOk();
    run("CONFIG", "SET", "commandlog-reply-larger-than", "0").isOk();
    run("CONFIG", "SET", "commandlog-large-request-max-len", "2").isOk();
    run("CONFIG", "SET", "commandlog-large-reply-max-len", "0").isOk();
    run("COMMANDLOG", "RESET", "large-request").isOk();
    for (int i = 0; i < 5; i++) {
      run("ECHO", "" + i);
    }
    assertThat(log("large-request")).containsExactly("[ECHO, 4]", "[ECHO, 3]");
    run("COMMANDLOG", "LEN", "large-reply").isInteger(2); // from before it was set to 0
    run("CONFIG", "SET", "commandlog-large-reply-max-len", "1").isOk();
    run("COMMANDLOG", "LEN", "large-reply").isInteger(1);
    run("CONFIG", "SET", "commandlog-request-larger-than", "-1").isOk();
    run("ECHO", "5");
    run("COMMANDLOG", "LEN", "large-request").isInteger(2);
  }

  @Test
  void theSlowOneIsThatOfSlowLog() {
    run("CONFIG", "SET", "commandlog-execution-slower-than", "0").isOk();
    run("SLOWLOG", "RESET").isOk();
    run("PING");
    assertThat(log("SLOW")).containsExactly("[PING]", "[SLOWLOG, RESET]");
    run("CONFIG", "SET", "commandlog-slow-execution-max-len", "1").isOk();
    run("SLOWLOG", "LEN").isInteger(1);
    run("CONFIG", "GET", "slowlog-max-len").isArrayOf("slowlog-max-len", "1");
    run("COMMANDLOG", "RESET", "slow").isOk();
    run("SLOWLOG", "LEN").isInteger(1);
  }

  @Test
  void refusals() {
    run("COMMANDLOG", "LEN", "fast")
        .isError("ERR type should be one of the following: slow, large-request, large-reply");
    run("COMMANDLOG", "GET", "-2", "slow")
        .isError("ERR count should be greater than or equal to -1");
    run("COMMANDLOG", "GET", "x", "fast")
        .isError("ERR count should be greater than or equal to -1");
    run("COMMANDLOG", "GET", "1")
        .isError("ERR wrong number of arguments for 'commandlog|get' command");
    assertThat(run("COMMANDLOG", "HELP").tree().element(0).text()).startsWith("COMMANDLOG <sub");
  }
}
