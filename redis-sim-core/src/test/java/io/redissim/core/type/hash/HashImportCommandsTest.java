package io.redissim.core.type.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import org.junit.jupiter.api.Test;

class HashImportCommandsTest extends CommandTest {

  @Test
  void valuesTakeTheFieldsThatWerePrepared() {
    run("HIMPORT", "PREPARE", "user", "name", "mail").isOk();
    run("HIMPORT", "SET", "u:1", "user", "alice", "a@x").isOk();
    run("HGETALL", "u:1").isArrayOf("name", "alice", "mail", "a@x");
    run("EXPIRE", "u:1", "100");
    run("HSET", "u:1", "more", "1");
    run("HIMPORT", "SET", "u:1", "user", "bob", "b@x").isOk();
    run("HGETALL", "u:1").isArrayOf("name", "bob", "mail", "b@x");
    run("TTL", "u:1").isInteger(-1);
    assertThat(effects()).endsWith("DEL u:1", "HSET u:1 name bob mail b@x");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    run("HIMPORT", "PREPARE", "user", "name", "name")
        .isError("ERR duplicate field name in fieldset");
    run("HIMPORT", "SET", "k", "user", "v").isError("ERR no such fieldset");
    run("HIMPORT", "PREPARE", "user", "name", "mail").isOk();
    run("HIMPORT", "SET", "k", "user", "v")
        .isError("ERR value count does not match fieldset field count");
    run("SET", "s", "v");
    run("HIMPORT", "SET", "s", "user", "v", "w")
        .isError("WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  @Test
  void fieldsetsAreOfOneClientUntilItForgetsThem() {
    run("HIMPORT", "PREPARE", "a", "f").isOk();
    run("HIMPORT", "PREPARE", "b", "f").isOk();
    run("HIMPORT", "DISCARD", "a").isInteger(1);
    run("HIMPORT", "DISCARD", "a").isInteger(0);
    run("HIMPORT", "DISCARDALL").isInteger(1);
    run("HIMPORT", "PREPARE", "a", "f").isOk();
    LocalClient other = new LocalClient(engine);
    assertThat(other.call("HIMPORT", "SET", "k", "a", "v")).hasToString("ERR no such fieldset");
    run("RESET");
    run("HIMPORT", "SET", "k", "a", "v").isError("ERR no such fieldset");
  }
}
