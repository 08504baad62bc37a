package io.redissim.core.introspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Reply;
import org.junit.jupiter.api.Test;

class CommandCommandsTest extends CommandTest {
  @Test
  void infoHasTheTenElementsOfRedis() {
    run("COMMAND", "INFO", "get")
        .onWire(
            """
            *1
            *10
            $3
            get
            :2
            *2
            +readonly
            +fast
            :1
            :1
            :1
            *3
            +@read
            +@string
            +@fast
            *0
            *1
            *6
            $5
            flags
            *2
            +RO
            +access
            $12
            begin_search
            *4
            $4
            type
            $5
            index
            $4
            spec
            *2
            $5
            index
            :1
            $9
            find_keys
            *4
            $4
            type
            $5
            range
            $4
            spec
            *6
            $7
            lastkey
            :0
            $7
            keystep
            :1
            $5
            limit
            :0
            *0
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void infoOfWhatDoesNotExistIsNil() {
    run("COMMAND", "INFO", "nope").onWire("*1\r\n$-1\r\n");
    assertThat(run("COMMAND", "INFO", "client|id").tree().element(0).element(0).text())
        .isEqualTo("client|id");
  }

  @Test
  void countAndTheWholeListAgree() {
    long count = run("COMMAND", "COUNT").tree().integer();
    assertThat(run("COMMAND").tree().size()).isEqualTo((int) count);
    assertThat(run("COMMAND", "INFO").tree().size()).isEqualTo((int) count);
    assertThat(run("COMMAND", "DOCS").tree().size()).isEqualTo(2 * (int) count);
    assertThat(run("COMMAND", "LIST").tree().size()).isGreaterThan((int) count);
  }

  @Test
  void listFilters() {
    run("COMMAND", "LIST", "FILTERBY", "PATTERN", "X?Y").onWire("*0\r\n");
    run("COMMAND", "LIST", "FILTERBY", "PATTERN", "PIN?").isArrayOf("ping");
    run("COMMAND", "LIST", "FILTERBY", "PATTERN", "client|i*")
        .isArrayOf("client|id", "client|info");
    assertThat(run("COMMAND", "LIST", "FILTERBY", "ACLCAT", "STRING").tree().elements())
        .extracting(Reply::text)
        .contains("get", "set")
        .doesNotContain("ping");
    run("COMMAND", "LIST", "FILTERBY", "ACLCAT", "nope").onWire("*0\r\n");
    run("COMMAND", "LIST", "FILTERBY", "MODULE", "x").onWire("*0\r\n");
    run("COMMAND", "LIST", "FILTERBY", "FOO", "x").isError("ERR syntax error");
    run("COMMAND", "LIST", "FILTERBY", "MODULE").isError("ERR syntax error");
    run("COMMAND", "LIST", "foo").isError("ERR syntax error");
  }

  @Test
  void keysAreFound() {
    run("COMMAND", "GETKEYS", "get", "a").isArrayOf("a");
    run("COMMAND", "GETKEYS", "mset", "a", "1", "b", "2").isArrayOf("a", "b");
    run("COMMAND", "GETKEYSANDFLAGS", "set", "a", "1")
        .onWire("*1\r\n*2\r\n$1\r\na\r\n*2\r\n+OW\r\n+update\r\n");
    run("COMMAND", "GETKEYSANDFLAGS", "set", "a", "1", "get")
        .onWire("*1\r\n*2\r\n$1\r\na\r\n*3\r\n+RW\r\n+access\r\n+update\r\n");
    run("COMMAND", "GETKEYSANDFLAGS", "bitfield", "a", "overflow", "sat", "get", "u8", "0")
        .onWire("*1\r\n*2\r\n$1\r\na\r\n*2\r\n+RO\r\n+access\r\n");
    run("COMMAND", "GETKEYSANDFLAGS", "bitfield", "a", "get", "u8", "0", "set", "u8", "0", "1")
        .onWire("*1\r\n*2\r\n$1\r\na\r\n*3\r\n+RW\r\n+access\r\n+update\r\n");
    run("COMMAND", "GETKEYSANDFLAGS", "bitfield", "a", "get", "u8")
        .onWire("*1\r\n*2\r\n$1\r\na\r\n*3\r\n+RW\r\n+access\r\n+update\r\n");
  }

  @Test
  void withoutKeysThereIsAnError() {
    run("COMMAND", "GETKEYS", "lmpop", "1.9", "a", "b").isArrayOf("a");
    run("COMMAND", "GETKEYS", "zunionstore", "to", "2x", "a", "b").isArrayOf("a", "b", "to");
    run("COMMAND", "GETKEYS", "ping").isError("ERR The command has no key arguments");
    run("COMMAND", "GETKEYS", "nope").isError("ERR Invalid command specified");
    run("COMMAND", "GETKEYS", "get", "a", "b")
        .isError("ERR Invalid number of arguments specified for command");
    run("COMMAND", "GETKEYS")
        .isError("ERR wrong number of arguments for 'command|getkeys' command");
  }
}
