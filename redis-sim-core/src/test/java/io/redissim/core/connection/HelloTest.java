package io.redissim.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import io.redissim.core.resp.Reply;
import org.junit.jupiter.api.Test;

class HelloTest extends CommandTest {
  private static final String UNAUTHENTICATED =
      "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
          + " <proto> AUTH <user> <pass> option can be used to authenticate the client and select"
          + " the RESP protocol version at the same time";

  @Test
  void withoutArgumentsItTellsOfTheServerInTheProtocolThatIsSpoken() {
    run("HELLO")
        .onWire(
            lines(
                "*14",
                "$6",
                "server",
                "$5",
                "redis",
                "$7",
                "version",
                "$5",
                "7.2.4",
                "$5",
                "proto",
                ":2",
                "$2",
                "id",
                ":1",
                "$4",
                "mode",
                "$10",
                "standalone",
                "$4",
                "role",
                "$6",
                "master",
                "$7",
                "modules",
                "*0"));
  }

  @Test
  void theReplyIsAlreadyInTheProtocolAskedFor() {
    assertThat(run("HELLO", "3").tree().is(Reply.Type.MAP)).isTrue();
    run("CLIENT", "GETNAME").onWire("_\r\n");
    assertThat(run("HELLO", "2").tree().is(Reply.Type.ARRAY)).isTrue();
    run("CLIENT", "GETNAME").onWire("$-1\r\n");
  }

  @Test
  void versionsOtherThan2And3AreRefused() {
    run("HELLO", "1").isError("NOPROTO unsupported protocol version");
    run("HELLO", "4").isError("NOPROTO unsupported protocol version");
    run("HELLO", "x").isError("ERR Protocol version is not an integer or out of range");
  }

  @Test
  void aBadOptionIsNamed() {
    run("HELLO", "3", "FOO").isError("ERR Syntax error in HELLO option 'FOO'");
    run("HELLO", "3", "AUTH", "user").isError("ERR Syntax error in HELLO option 'AUTH'");
    run("HELLO", "3", "SETNAME").isError("ERR Syntax error in HELLO option 'SETNAME'");
    run("CLIENT", "GETNAME").onWire("$-1\r\n");
  }

  @Test
  void theNameIsCheckedBeforeAndSetAfterAuthentication() {
    engine.authentication().password(Ascii.bytes("secret"));
    try (LocalClient stranger = client.another()) {
      assertThat(stranger.call("HELLO", "3", "SETNAME", "a b", "AUTH", "default", "x").text())
          .isEqualTo("ERR Client names cannot contain spaces, newlines or special characters.");
      assertThat(stranger.call("HELLO", "3", "SETNAME", "me", "AUTH", "default", "x").text())
          .isEqualTo("WRONGPASS invalid username-password pair or user is disabled.");
      assertThat(stranger.call("HELLO", "3").text()).isEqualTo(UNAUTHENTICATED);
      assertThat(
              stranger.call("HELLO", "3", "AUTH", "default", "secret", "SETNAME", "me").isError())
          .isFalse();
      assertThat(stranger.call("CLIENT", "GETNAME").text()).isEqualTo("me");
    }
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }
}
