package io.redissim.core.resp;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.KeyHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestParserTest {
  private final RequestParser parser = new RequestParser(new KeyHash(1));
  private final List<List<String>> requests = new ArrayList<>();

  @Test
  void readsMultibulkRequests() {
    feed("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n*1\r\n$4\r\nPING\r\n");
    assertThat(requests).containsExactly(List.of("GET", "k"), List.of("PING"));
  }

  @Test
  void readsInlineRequests() {
    feed("PING\r\nset k \"a b\\x41\"\n\r\n  \nGET 'x y'\r\n");
    assertThat(requests)
        .containsExactly(List.of("PING"), List.of("set", "k", "a bA"), List.of("GET", "x y"));
  }

  @Test
  void ignoresEmptyRequests() {
    feed("*0\r\n*-1\r\n\r\n*1\r\n$4\r\nPING\r\n");
    assertThat(requests).containsExactly(List.of("PING"));
  }

  @Test
  void readsTheSameFromPiecesOfAnyTwoCuts() {
    String wire = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nv\r\nv!\r\n\r\nPING a\r\n*1\r\n$0\r\n\r\n";
    List<List<String>> expected =
        List.of(List.of("SET", "k", "v\r\nv!"), List.of("PING", "a"), List.of(""));
    for (int first = 0; first <= wire.length(); first++) {
      for (int second = first; second <= wire.length(); second++) {
        RequestParser fresh = new RequestParser(new KeyHash(1));
        List<List<String>> read = new ArrayList<>();
        feed(fresh, wire.substring(0, first), read);
        feed(fresh, wire.substring(first, second), read);
        feed(fresh, wire.substring(second), read);
        assertThat(read).as("cut at %d and %d", first, second).isEqualTo(expected);
      }
    }
  }

  @Test
  void readsLargeArgumentsIntoArraysOfTheirOwn() {
    String large = "x".repeat(RequestParser.LARGE * 5 + 17);
    String wire =
        "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$"
            + large.length()
            + "\r\n"
            + large
            + "\r\n*1\r\n$4\r\nPING\r\n";
    for (int piece : new int[] {1000, 32768, 65536, 70001, wire.length()}) {
      RequestParser fresh = new RequestParser(new KeyHash(1));
      List<List<String>> read = new ArrayList<>();
      boolean[] owned = new boolean[1];
      for (int at = 0; at < wire.length(); at += piece) {
        give(fresh, wire.substring(at, Math.min(wire.length(), at + piece)));
        fresh.parse(Integer.MAX_VALUE);
        while (fresh.batch().hasNext()) {
          Args args = fresh.batch().request(fresh.batch().next());
          owned[0] |= args.count() == 3 && args.ownsArray(2);
          read.add(words(args));
          fresh.batch().done();
        }
        fresh.settle();
      }
      assertThat(read).containsExactly(List.of("SET", "k", large), List.of("PING"));
      assertThat(owned[0]).as("the store may keep the array").isTrue();
    }
  }

  @Test
  void anAnnouncedLengthCostsNothing() {
    feed("*1000000\r\n$3\r\nDEL\r\n$536870912\r\n");
    assertThat(parser.allocatedBytes()).isLessThan(100_000);
    assertThat(parser.error()).isNull();
  }

  @Test
  void halfARequestCostsWhatWasSent() {
    parser.lend(new byte[65536]);
    feed("*2\r\n$3\r\nGET\r\n$100\r\nabc");
    assertThat(parser.allocatedBytes()).isLessThan(64);
  }

  @Test
  void anOpenRequestOfManyArgumentsIsNotMovedAtEachRead() {
    String argument = "$100\r\n" + "x".repeat(100) + "\r\n";
    feed("*1000\r\n" + argument.repeat(500));
    feed(argument);
    byte[] array = parser.writeArray(1);
    for (int i = 0; i < 100; i++) {
      feed(argument);
    }
    assertThat(parser.writeArray(1)).isSameAs(array);
    feed(argument.repeat(399) + "PING\r\n");
    assertThat(requests).hasSize(2);
    assertThat(requests.get(0)).hasSize(1000).containsOnly("x".repeat(100));
    assertThat(parser.allocatedBytes()).isZero();
  }

  @Test
  void settlesToNothingBetweenRequests() {
    parser.lend(new byte[65536]);
    feed("*1\r\n$4\r\nPING\r\n");
    assertThat(parser.allocatedBytes()).isZero();
  }

  @Test
  void refusesBrokenFraming() {
    refuses("*abc\r\n", "invalid multibulk length");
    refuses("*2147483648\r\n", "invalid multibulk length");
    refuses("*1\r\nPING\r\n", "expected '$', got 'P'");
    refuses("*1\r\n$-1\r\n", "invalid bulk length");
    refuses("*1\r\n$x\r\n", "invalid bulk length");
    refuses("*1\r\n$536870913\r\n", "invalid bulk length");
    refuses("GET \"a\r\n", "unbalanced quotes in request");
    refuses("x".repeat(70_000), "too big inline request");
    refuses("*" + "1".repeat(70_000), "too big mbulk count string");
    refuses("*1\r\n$" + "1".repeat(70_000), "too big bulk count string");
  }

  @Test
  void runsWhatCameBeforeTheError() {
    feed("*1\r\n$4\r\nPING\r\n*1\r\nxxx\r\n");
    assertThat(requests).containsExactly(List.of("PING"));
    assertThat(parser.error()).isNotNull();
  }

  @Test
  void givesUnauthenticatedClientsLittleRoom() {
    parser.authenticationRequired(true);
    feed("*10\r\n");
    assertThat(parser.error()).isNull();
    refusesUnauthenticated("*11\r\n", "unauthenticated multibulk length");
    refusesUnauthenticated("*1\r\n$16385\r\n", "unauthenticated bulk length");
  }

  @Test
  void keepsWaitingRequestsWhenItSettles() {
    parser.lend(new byte[65536]);
    give(parser, "*1\r\n$1\r\na\r\n*1\r\n$1\r\nb\r\n*2\r\n$1\r\nc\r\n$1");
    parser.parse(Integer.MAX_VALUE);
    parser.batch().done(); // a ran, b waits, c is incomplete
    parser.settle();
    assertThat(words(parser.batch().request(0))).containsExactly("b");
    give(parser, "\r\nd\r\n");
    parser.parse(Integer.MAX_VALUE);
    assertThat(words(parser.batch().request(0))).containsExactly("b");
    assertThat(words(parser.batch().request(1))).containsExactly("c", "d");
  }

  @Test
  void survivesAnyBytes() {
    Random random = new Random(7);
    String[] parts = {
      "*",
      "$",
      "\r\n",
      "\n",
      "1",
      "3",
      "-1",
      "GET",
      "\"",
      "'",
      "\\x",
      " ",
      "40000",
      "\0",
      "é",
      "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n"
    };
    for (int round = 0; round < 20_000; round++) {
      RequestParser fresh = new RequestParser(new KeyHash(round));
      fresh.authenticationRequired(random.nextBoolean());
      int pieces = random.nextInt(12);
      for (int i = 0; i < pieces && fresh.error() == null; i++) {
        StringBuilder piece = new StringBuilder();
        for (int j = random.nextInt(8); j >= 0; j--) {
          piece.append(parts[random.nextInt(parts.length)]);
        }
        feed(fresh, piece.toString(), new ArrayList<>());
        assertThat(fresh.allocatedBytes()).isLessThan(200_000);
      }
    }
  }

  private void refuses(String wire, String text) {
    RequestParser fresh = new RequestParser(new KeyHash(1));
    feed(fresh, wire, new ArrayList<>());
    assertThat(fresh.error()).as(text).isNotNull().hasMessage("ERR Protocol error: " + text);
  }

  private void refusesUnauthenticated(String wire, String text) {
    RequestParser fresh = new RequestParser(new KeyHash(1));
    fresh.authenticationRequired(true);
    feed(fresh, wire, new ArrayList<>());
    assertThat(fresh.error()).as(text).isNotNull().hasMessage("ERR Protocol error: " + text);
  }

  private void feed(String wire) {
    feed(parser, wire, requests);
  }

  private static void feed(RequestParser parser, String wire, List<List<String>> requests) {
    give(parser, wire);
    parser.parse(Integer.MAX_VALUE);
    while (parser.batch().hasNext()) {
      requests.add(words(parser.batch().request(parser.batch().next())));
      parser.batch().done();
    }
    parser.settle();
  }

  private static void give(RequestParser parser, String wire) {
    byte[] bytes = Ascii.bytes(wire);
    int from = 0;
    while (from < bytes.length) {
      byte[] to = parser.writeArray(bytes.length - from);
      int at = parser.writeOffset();
      int count = Math.min(to.length - at, bytes.length - from);
      System.arraycopy(bytes, from, to, at, count);
      parser.wrote(count);
      from += count;
    }
  }

  private static List<String> words(Args args) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < args.count(); i++) {
      words.add(
          Ascii.string(
              Arrays.copyOfRange(args.array(i), args.offset(i), args.offset(i) + args.length(i))));
    }
    return words;
  }
}
