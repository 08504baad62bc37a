package io.redissim.core.generic;

import io.redissim.core.command.CommandTest;
import org.junit.jupiter.api.Test;

class WaitCommandsTest extends CommandTest {
  @Test
  void nobodyHasFollowed() {
    run("WAIT", "0", "0").isInteger(0);
    run("WAITAOF", "0", "0", "0").onWire("*2\r\n:0\r\n:0\r\n");
  }

  @Test
  void waitAofNeedsAnAppendOnlyFile() {
    run("WAITAOF", "1", "0", "0")
        .isError("ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.");
  }

  @Test
  void argumentsAreChecked() {
    run("WAIT", "x", "0").isError("ERR value is not an integer or out of range");
    run("WAIT", "0", "x").isError("ERR timeout is not an integer or out of range");
    run("WAIT", "0", "-1").isError("ERR timeout is negative");
    run("WAITAOF", "2", "0", "0").isError("ERR value is out of range, value must between 0 and 1");
    run("WAITAOF", "0", "-1", "0").isError("ERR value is out of range, must be positive");
  }
}
