package io.redissim.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import org.junit.jupiter.api.Test;

class AuthTest extends CommandTest {
  private static final String WRONG_PASS =
      "WRONGPASS invalid username-password pair or user is disabled.";

  @Test
  void aPasswordWithoutOneConfiguredIsAMistake() {
    run("AUTH", "x")
        .isError(
            "ERR AUTH <password> called without any password configured for the default user. Are"
                + " you sure your configuration is correct?");
  }

  @Test
  void withoutAPasswordTheDefaultUserTakesAny() {
    run("AUTH", "default", "x").isOk();
    run("AUTH", "somebody", "x").isError(WRONG_PASS);
    run("AUTH", "a", "b", "c").isError("ERR syntax error");
  }

  @Test
  void aStrangerMayOnlyAuthenticate() {
    engine.authentication().password(Ascii.bytes("secret"));
    try (LocalClient stranger = client.another()) {
      assertThat(stranger.call("PING").text()).isEqualTo("NOAUTH Authentication required.");
      assertThat(stranger.call("PING", "a", "b").text())
          .isEqualTo("NOAUTH Authentication required.");
      assertThat(stranger.call("AUTH", "wrong").text()).isEqualTo(WRONG_PASS);
      assertThat(stranger.call("AUTH", "secret").text()).isEqualTo("OK");
      assertThat(stranger.call("PING").text()).isEqualTo("PONG");
    }
  }

  @Test
  void whoIsConnectedStaysAuthenticatedWhenAPasswordArrives() {
    engine.authentication().password(Ascii.bytes("secret"));
    run("PING").onWire("+PONG\r\n");
  }

  @Test
  void whenThePasswordGoesStrangersMayDoAnything() {
    engine.authentication().password(Ascii.bytes("secret"));
    try (LocalClient stranger = client.another()) {
      engine.authentication().password(Ascii.EMPTY);
      assertThat(stranger.call("PING").text()).isEqualTo("PONG");
    }
  }

  @Test
  void resetForgetsWhoTheClientIs() {
    engine.authentication().password(Ascii.bytes("secret"));
    run("CLIENT", "SETNAME", "me").isOk();
    run("SELECT", "3").isOk();
    run("HELLO", "3");
    run("RESET").onWire("+RESET\r\n");
    run("PING").isError("NOAUTH Authentication required.");
    run("AUTH", "secret").isOk();
    run("CLIENT", "GETNAME").onWire("$-1\r\n");
    assertThat(run("CLIENT", "INFO").tree().text()).contains(" db=0 ", " resp=2 ");
  }
}
