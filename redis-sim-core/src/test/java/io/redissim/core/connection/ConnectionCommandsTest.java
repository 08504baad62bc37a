package io.redissim.core.connection;

import io.redissim.core.command.CommandTest;
import org.junit.jupiter.api.Test;

class ConnectionCommandsTest extends CommandTest {
  @Test
  void pingAnswersPong() {
    run("PING").onWire("+PONG\r\n");
  }

  @Test
  void pingAnswersItsMessage() {
    run("ping", "hello world").isBulk("hello world");
  }

  @Test
  void pingRefusesTwoMessages() {
    run("PING", "a", "b").isError("ERR wrong number of arguments for 'ping' command");
  }

  @Test
  void echoAnswersItsMessage() {
    run("ECHO", "").isBulk("");
  }

  @Test
  void anUnknownCommandIsNamedWithItsArguments() {
    run("FOO", "a", "b").isError("ERR unknown command 'FOO', with args beginning with: 'a' 'b' ");
  }
}
