package io.redissim.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Crc64;
import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a replica is sent, and what is told of it. */
class ReplicationCommandsTest extends CommandTest {
  private static final String SELECT_0 = "*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n";
  private static final int EMPTY_FILE_CRC_BYTES = 8;

  private final LocalClient replica = client.another();

  private static String send(LocalClient client, String request) {
    return Ascii.string(client.exchange(Ascii.bytes(request + "\r\n")));
  }

  private static String received(LocalClient client) {
    return Ascii.string(client.received());
  }

  /** The RDB file behind {@code $<length>\r\n}, checked to be whole and alone. */
  private static byte[] file(String sent) {
    int from = sent.indexOf("\r\n") + 2;
    assertThat(sent).startsWith("$");
    byte[] file = Ascii.bytes(sent.substring(from));
    assertThat(file).hasSize(Integer.parseInt(sent.substring(1, from - 2)));
    return file;
  }

  private void follows() {
    String sent = send(replica, "PSYNC ? -1");
    assertThat(sent).matches("(?s)\\+FULLRESYNC [0-9a-f]{40} 0\r\n\\$.*");
    file(sent.substring(sent.indexOf('\n') + 1));
  }

  @Test
  void syncSendsAnRdbFileWithItsChecksum() {
    run("SET", "k", "v");
    byte[] file = file(send(replica, "SYNC"));
    assertThat(Ascii.string(file))
        .startsWith("REDIS0011\u00fa")
        .contains("\u00fe\0\u00fb\1\0\0\1k\1v");
    int end = file.length - EMPTY_FILE_CRC_BYTES;
    assertThat(file[end - 1]).isEqualTo((byte) 255);
    long crc = Crc64.update(0, file, 0, end);
    byte[] written = Arrays.copyOfRange(file, end, file.length);
    for (int i = 0; i < written.length; i++) {
      assertThat(written[i]).isEqualTo((byte) (crc >>> 8 * i));
    }
  }

  @Test
  void theFileNamesTheVersionThatItsValuesNeed() {
    run("HSET", "h", "f", "v");
    run("HPEXPIRE", "h", "100000", "FIELDS", "1", "f");
    assertThat(Ascii.string(file(send(replica, "SYNC")))).startsWith("REDIS0012");
  }

  @Test
  void theFileHoldsKeysPastTheirDeadlineWhoseEndIsAnEffectBehindIt() {
    run("SET", "k", "v", "PX", "1");
    clock.advance(Duration.ofMillis(2));
    assertThat(Ascii.string(file(send(replica, "SYNC")))).contains("\1k\1v");
    run("GET", "k").isNil();
    assertThat(received(replica)).isEqualTo(SELECT_0 + "*2\r\n$6\r\nUNLINK\r\n$1\r\nk\r\n");
  }

  @Test
  void effectsFollowWithTheirDatabase() {
    follows();
    run("SET", "a", "1");
    run("SELECT", "3");
    run("SET", "b", "2");
    run("GET", "b");
    assertThat(received(replica))
        .isEqualTo(
            SELECT_0
                + "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n"
                + "*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n"
                + "*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$1\r\n2\r\n");
  }

  @Test
  void multiStandsBeforeTheDatabaseIsSelected() {
    follows();
    run("MULTI");
    run("SET", "a", "1");
    run("INCR", "a");
    run("EXEC");
    assertThat(received(replica))
        .isEqualTo(
            "*1\r\n$5\r\nMULTI\r\n"
                + SELECT_0
                + "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n"
                + "*2\r\n$4\r\nINCR\r\n$1\r\na\r\n"
                + "*1\r\n$4\r\nEXEC\r\n");
  }

  @Test
  void messagesAreSentOn() {
    follows();
    run("PUBLISH", "c", "m").isInteger(0);
    assertThat(received(replica))
        .isEqualTo(SELECT_0 + "*3\r\n$7\r\nPUBLISH\r\n$1\r\nc\r\n$1\r\nm\r\n");
  }

  @Test
  void aSecondReplicaIsToldTheDatabaseAnew() {
    follows();
    run("SET", "a", "1");
    LocalClient second = client.another();
    file(send(second, "SYNC"));
    run("SET", "a", "2");
    assertThat(received(second)).startsWith(SELECT_0);
    assertThat(send(second, "SYNC")).as("once is enough").isEmpty();
  }

  @Test
  void whoWantsOnlyTheFileIsSentNothingElse() {
    assertThat(send(replica, "REPLCONF rdb-only 1")).isEqualTo("+OK\r\n");
    file(send(replica, "SYNC"));
    run("SET", "a", "1");
    assertThat(received(replica)).isEmpty();
    run("ROLE").onWire("*3\r\n$6\r\nmaster\r\n:0\r\n*0\r\n");
  }

  @Test
  void waitCountsWhoHasAcknowledgedTheWritesOfTheClient() {
    follows();
    run("WAIT", "0", "0").isInteger(1);
    run("SET", "a", "1");
    LocalClient other = client.another();
    assertThat(send(other, "WAIT 1 0")).as("it wrote nothing").isEqualTo(":1\r\n");
    String stream = received(replica);
    LocalClient writer = client.another();
    assertThat(send(writer, "SET a 2")).isEqualTo("+OK\r\n");
    assertThat(send(writer, "WAIT 1 0")).isEmpty();
    stream += received(replica);
    assertThat(stream).endsWith("*3\r\n$8\r\nREPLCONF\r\n$6\r\nGETACK\r\n$1\r\n*\r\n");
    assertThat(send(replica, "REPLCONF ACK 1")).isEmpty();
    assertThat(received(writer)).isEmpty();
    assertThat(send(replica, "REPLCONF ACK " + stream.length())).isEmpty();
    assertThat(received(writer)).isEqualTo(":1\r\n");
    run("ROLE")
        .onWire(
            "*3\r\n$6\r\nmaster\r\n:"
                + stream.length()
                + "\r\n*1\r\n*3\r\n$5\r\nlocal\r\n$1\r\n0\r\n$"
                + Integer.toString(stream.length()).length()
                + "\r\n"
                + stream.length()
                + "\r\n");
  }

  @Test
  void waitTellsAtItsTimeoutHowManyThereAre() {
    follows();
    LocalClient writer = client.another();
    send(writer, "SET a 1");
    assertThat(send(writer, "WAIT 2 100")).isEmpty();
    send(replica, "REPLCONF ACK 1000");
    clock.advance(Duration.ofMillis(101));
    tick();
    assertThat(received(writer)).isEqualTo(":1\r\n");
  }

  @Test
  void replicasArePinged() {
    follows();
    clock.advance(Duration.ofSeconds(10));
    tick();
    assertThat(received(replica)).isEqualTo("*1\r\n$4\r\nPING\r\n");
  }

  @Test
  void aReplicaTouchesNoKeysAndIsNotReset() {
    follows();
    assertThat(send(replica, "GET k"))
        .isEqualTo("-ERR Replica can't interact with the keyspace\r\n");
    assertThat(send(replica, "RESET"))
        .isEqualTo("-ERR can only reset normal client connections\r\n");
  }

  @Test
  void infoAndClientListTellOfReplicas() {
    send(replica, "REPLCONF listening-port 7000 ip-address replica.example");
    follows();
    send(replica, "REPLCONF ACK 7");
    clock.advance(Duration.ofSeconds(2));
    String info = run("INFO", "replication").tree().text();
    assertThat(info)
        .contains("connected_slaves:1\r\n")
        .contains(
            "slave0:ip=replica.example,port=7000,state=online,offset=7,lag=2,type=replica\r\n");
    assertThat(run("CLIENT", "LIST", "TYPE", "replica").tree().text()).contains(" flags=S ");
    replica.close();
    assertThat(run("INFO", "replication").tree().text()).contains("connected_slaves:0\r\n");
  }

  @Test
  void optionsOfReplconfAreChecked() {
    run("REPLCONF", "capa", "eof", "capa", "psync2").isOk();
    run("REPLCONF", "capa").isError("ERR syntax error");
    run("REPLCONF", "foo", "bar").isError("ERR Unrecognized REPLCONF option: foo");
    run("REPLCONF", "listening-port", "x").isError("ERR value is not an integer or out of range");
    run("PSYNC", "?", "x").isError("ERR value is not an integer or out of range");
    run("MULTI");
    run("SYNC").isError("ERR Command not allowed inside a transaction");
    run("EXEC").isError("EXECABORT Transaction discarded because of previous errors.");
  }
}
