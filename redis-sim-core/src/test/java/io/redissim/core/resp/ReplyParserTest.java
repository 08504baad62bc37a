package io.redissim.core.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.bytes.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {
  private static final String EVERYTHING =
      String.join(
          "",
          "+OK\r\n-ERR no\r\n:-42\r\n$5\r\na\r\nb\n\r\n$-1\r\n*-1\r\n$0\r\n\r\n*0\r\n",
          "*3\r\n:1\r\n*2\r\n+a\r\n$1\r\nb\r\n_\r\n",
          ",3.25\r\n,inf\r\n#t\r\n#f\r\n(-123456789012345678901234567890\r\n",
          "=7\r\ntxt:abc\r\n!5\r\nERR x\r\n",
          "%2\r\n+k\r\n:1\r\n:2\r\n~1\r\n+s\r\n~0\r\n%0\r\n",
          ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n",
          "|1\r\n+ttl\r\n:9\r\n$1\r\nv\r\n");
  private static final List<String> SHOWN =
      List.of(
          "STATUS OK",
          "ERROR ERR no",
          "INTEGER -42",
          "BULK a\r\nb\n",
          "NIL",
          "NIL",
          "BULK ",
          "ARRAY[]",
          "ARRAY[INTEGER 1, ARRAY[STATUS a, BULK b], NIL]",
          "DOUBLE 3.25",
          "DOUBLE inf",
          "BOOLEAN 1",
          "BOOLEAN 0",
          "BIG_NUMBER -123456789012345678901234567890",
          "VERBATIM abc",
          "ERROR ERR x",
          "MAP[STATUS k, INTEGER 1, INTEGER 2, SET[STATUS s]]",
          "SET[]",
          "MAP[]",
          "PUSH[BULK invalidate, ARRAY[BULK k]]",
          "BULK v");

  @Test
  void readsEveryTypeFedAtOnce() throws Exception {
    assertThat(parse(EVERYTHING, EVERYTHING.length())).isEqualTo(SHOWN);
  }

  @Test
  void readsTheSameWhereverTheBytesAreCut() throws Exception {
    for (int cut = 1; cut < EVERYTHING.length(); cut++) {
      ReplyParser parser = new ReplyParser();
      List<String> shown = new ArrayList<>();
      feed(parser, EVERYTHING.substring(0, cut), shown);
      feed(parser, EVERYTHING.substring(cut), shown);
      assertThat(shown).as("cut at %d", cut).isEqualTo(SHOWN);
    }
  }

  @Test
  void readsTheSameByteByByte() throws Exception {
    assertThat(parse(EVERYTHING, 1)).isEqualTo(SHOWN);
  }

  @Test
  void readsALargeBulkThatComesInPieces() throws Exception {
    String value = "x".repeat(3_000_000);
    List<String> shown = parse("$3000000\r\n" + value + "\r\n+next\r\n", 16_384);
    assertThat(shown).containsExactly("BULK " + value, "STATUS next");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@|Protocol error, got \"@\" as reply type byte",
        "\\|Protocol error, got \"\\\\\" as reply type byte",
        ":1x|Bad integer value",
        ":|Bad integer value",
        "$abc|Bad bulk string length",
        "$-2|Bulk string length out of range",
        "$9999999999999|Bulk string length out of range",
        "*-2|Multi-bulk length out of range",
        "*9999999999|Multi-bulk length out of range",
        "*x|Bad multi-bulk length",
        "_x|Bad nil value",
        "#x|Bad bool value",
        ",abc|Bad double value",
        ",0x1p3|Bad double value",
        ",1d|Bad double value",
        ",|Bad double value",
        "(12a|Bad bignum value",
      })
  void refusesWhatIsNoReply(String line, String complaint) {
    ReplyParser parser = new ReplyParser();
    byte[] bytes = Ascii.bytes(line + "\r\n+later\r\n");
    parser.feed(bytes, 0, bytes.length);
    assertThatThrownBy(parser::next).isInstanceOf(ReplyFormatException.class).hasMessage(complaint);
    assertThatThrownBy(parser::next).isInstanceOf(ReplyFormatException.class).hasMessage(complaint);
  }

  @Test
  void refusesAVerbatimStringWithoutItsFormat() {
    ReplyParser parser = new ReplyParser();
    byte[] bytes = Ascii.bytes("=5\r\ntxtab\r\n");
    parser.feed(bytes, 0, bytes.length);
    assertThatThrownBy(parser::next).hasMessageStartingWith("Verbatim string 4 bytes");
  }

  @Test
  void anAnnouncedLengthAllocatesNothing() throws Exception {
    ReplyParser parser = new ReplyParser();
    byte[] bytes = Ascii.bytes("*1000000000\r\n*1000000000\r\n$2000000000\r\nabc");
    parser.feed(bytes, 0, bytes.length);
    assertThat(parser.next()).isNull();
  }

  @Test
  void boundsABulkByTheGivenLimit() {
    ReplyParser parser = new ReplyParser(10);
    byte[] bytes = Ascii.bytes("$11\r\n");
    parser.feed(bytes, 0, bytes.length);
    assertThatThrownBy(parser::next).hasMessage("Bulk string length out of range");
  }

  @Test
  void boundsAHeaderThatNeverEnds() {
    ReplyParser parser = new ReplyParser();
    byte[] bytes = Ascii.bytes("$" + "1".repeat(100));
    parser.feed(bytes, 0, bytes.length);
    assertThatThrownBy(parser::next).hasMessage("Protocol error, line too long");
  }

  @Test
  void acceptsTheDeepestNestingAndRefusesOneMore() throws Exception {
    String deepest = "*1\r\n".repeat(ReplyParser.MAX_DEPTH);
    assertThat(parse(deepest + "+x\r\n", 7)).hasSize(1);
    ReplyParser parser = new ReplyParser();
    byte[] bytes = Ascii.bytes(deepest + "*1\r\n");
    parser.feed(bytes, 0, bytes.length);
    assertThatThrownBy(parser::next).hasMessage("Protocol error, reply nested too deeply");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void neitherCrashesNorHangsOnNoise(long seed) {
    Random random = new Random(seed);
    byte[] alphabet = Ascii.bytes("+-:,#(_$=!*~>%|0123456789-abt\r\n\r\n\r\n");
    for (int round = 0; round < 2_000; round++) {
      byte[] noise = new byte[random.nextInt(200)];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = alphabet[random.nextInt(alphabet.length)];
      }
      ReplyParser parser = new ReplyParser();
      parser.feed(noise, 0, noise.length);
      try {
        int replies = 0;
        while (parser.next() != null) {
          replies++;
        }
        assertThat(replies).isLessThanOrEqualTo(noise.length);
      } catch (ReplyFormatException e) {
        assertThat(e).hasMessageMatching("[A-Z].*");
      }
    }
  }

  private static List<String> parse(String wire, int piece) throws ReplyFormatException {
    ReplyParser parser = new ReplyParser();
    List<String> shown = new ArrayList<>();
    for (int at = 0; at < wire.length(); at += piece) {
      feed(parser, wire.substring(at, Math.min(wire.length(), at + piece)), shown);
    }
    return shown;
  }

  private static void feed(ReplyParser parser, String bytes, List<String> shown)
      throws ReplyFormatException {
    byte[] data = Ascii.bytes(bytes);
    parser.feed(data, 0, data.length);
    for (Reply reply = parser.next(); reply != null; reply = parser.next()) {
      shown.add(show(reply));
    }
  }

  private static String show(Reply reply) {
    if (reply.isAggregate()) {
      List<String> shown = new ArrayList<>();
      for (Reply element : reply.elements()) {
        shown.add(show(element));
      }
      return reply.type() + shown.toString();
    }
    return switch (reply.type()) {
      case NIL -> "NIL";
      case INTEGER, BOOLEAN -> reply.type() + " " + reply.integer();
      default -> reply.type() + " " + reply.text();
    };
  }
}
