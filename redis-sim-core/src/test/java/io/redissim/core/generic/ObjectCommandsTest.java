package io.redissim.core.generic;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import org.junit.jupiter.api.Test;

class ObjectCommandsTest extends CommandTest {
  @Test
  void encodingDependsOnTheValue() {
    run("SET", "k", "12").isOk();
    run("OBJECT", "ENCODING", "k").isBulk("int");
    run("SET", "k", "a".repeat(44)).isOk();
    run("OBJECT", "ENCODING", "k").isBulk("embstr");
    run("SET", "k", "a".repeat(45)).isOk();
    run("OBJECT", "ENCODING", "k").isBulk("raw");
  }

  @Test
  void aMissingKeyIsNil() {
    for (String what : new String[] {"ENCODING", "REFCOUNT", "IDLETIME", "FREQ"}) {
      run("OBJECT", what, "none").isNil();
    }
  }

  @Test
  void smallNumbersAreShared() {
    run("SET", "k", "9999").isOk();
    run("OBJECT", "REFCOUNT", "k").isInteger(2147483647);
    run("SET", "k", "10000").isOk();
    run("OBJECT", "REFCOUNT", "k").isInteger(1);
  }

  @Test
  void underAnLruOrLfuPolicyWithMaxmemoryNumbersAreNotShared() {
    run("SET", "k", "1").isOk();
    run("CONFIG", "SET", "maxmemory", "1gb", "maxmemory-policy", "allkeys-random").isOk();
    run("OBJECT", "REFCOUNT", "k").isInteger(2147483647);
    for (String policy : new String[] {"allkeys-lru", "volatile-lru", "allkeys-lfu"}) {
      run("CONFIG", "SET", "maxmemory-policy", policy).isOk();
      run("OBJECT", "REFCOUNT", "k").isInteger(1);
    }
    run("CONFIG", "SET", "maxmemory", "0").isOk();
    run("OBJECT", "REFCOUNT", "k").isInteger(2147483647);
  }

  @Test
  void idleTimeGrowsUntilTheKeyIsRead() {
    run("SET", "k", "v").isOk();
    clock.advance(ofSeconds(12));
    run("OBJECT", "IDLETIME", "k").isInteger(12);
    run("TTL", "k").isInteger(-1);
    run("OBJECT", "IDLETIME", "k").isInteger(12);
    run("GET", "k").isBulk("v");
    run("OBJECT", "IDLETIME", "k").isInteger(0);
  }

  @Test
  void freqNeedsAnLfuPolicy() {
    run("SET", "k", "v").isOk();
    run("OBJECT", "FREQ", "k")
        .isError(
            "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note"
                + " that when switching between policies at runtime LRU and LFU data will take some"
                + " time to adjust.");
    run("CONFIG", "SET", "maxmemory-policy", "volatile-lfu").isOk();
    run("SET", "l", "v").isOk();
    run("OBJECT", "FREQ", "l").isInteger(5);
    run("OBJECT", "IDLETIME", "l")
        .isError(
            "ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when"
                + " switching between policies at runtime LRU and LFU data will take some time to"
                + " adjust.");
  }

  @Test
  void anUnknownSubcommandPointsToHelp() {
    run("OBJECT", "FOO", "k").isError("ERR unknown subcommand 'FOO'. Try OBJECT HELP.");
    run("OBJECT").isError("ERR wrong number of arguments for 'object' command");
  }

  @Test
  void helpNamesEverySubcommand() {
    assertThat(run("OBJECT", "HELP").tree().elements().get(0).text())
        .isEqualTo("OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
  }

  @Test
  void memoryUsageGrowsWithTheValue() {
    run("SET", "k", "a".repeat(10)).isOk();
    long small = run("MEMORY", "USAGE", "k").tree().integer();
    run("SET", "k", "a".repeat(1010)).isOk();
    long large = run("MEMORY", "USAGE", "k", "SAMPLES", "0").tree().integer();
    assertThat(large - small).isBetween(1000L, 1100L);
    run("MEMORY", "USAGE", "none").isNil();
    run("MEMORY", "USAGE", "k", "SAMPLES", "-1").isError("ERR syntax error");
    run("MEMORY", "USAGE", "k", "SAMPLES").isError("ERR syntax error");
  }
}
