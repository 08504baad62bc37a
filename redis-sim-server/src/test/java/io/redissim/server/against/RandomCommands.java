package io.redissim.server.against;

import io.redissim.core.bytes.Ascii;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Random commands out of a table of forms, most of them right, some of them wrong.
 *
 * <pre>
 *   word             itself
 *   $name            one of the words of that name, see {@link #word}
 *   ( a | b )        one of them; followed by ? none or one, * up to three, + one to four
 *   ~ at the start   the order of the reply's elements is not defined
 *   @ at the start   the reply is a time that hangs on when the command ran
 *   % at the start   only the kind of the reply is defined
 * </pre>
 *
 * No form makes a deadline that could pass while the test runs: both servers keep their own time.
 */
final class RandomCommands {
  /** One command, and how its replies compare. */
  record Command(List<byte[]> words, Comparison comparison) {
    String name() {
      return Ascii.string(words.get(0)).toLowerCase(Locale.ROOT);
    }

    /** Printable, and short where arguments are long. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (byte[] word : words) {
        text.append(text.isEmpty() ? "" : " ").append(printable(word));
      }
      return text.toString();
    }
  }

  private static final List<String> STRINGS =
      forms(
          """
          GET $k
          GET $k
          SET $k $v
          SET $k $v
          SET $k $n
          SET $k $v ( NX | XX | GET | KEEPTTL | EX $s | PX $ms | EXAT $later | PXAT $laterms )*
          SETNX $k $v
          SETEX $k $s $v
          PSETEX $k $ms $v
          GETSET $k $v
          GETDEL $k
          GETEX $k ( PERSIST | EX $s | PX $ms | EXAT $at | PXAT $atms )*
          MGET ( $k )+
          MSET ( $k $v )+
          MSETNX ( $k $v )+
          APPEND $k $v
          STRLEN $k
          GETRANGE $k $i $i
          SUBSTR $k $i $i
          SETRANGE $k $off $v
          INCR $k
          DECR $k
          INCRBY $k $n
          DECRBY $k $n
          INCRBYFLOAT $k $f
          SET $k $f
          INCRBYFLOAT $k $f
          SET $lcs $text
          SET $lcs $text
          LCS $lcs $lcs ( LEN | IDX | WITHMATCHLEN | MINMATCHLEN $i )*
          """);

  private static final List<String> KEYS =
      forms(
          """
          DEL ( $k )+
          UNLINK ( $k )+
          EXISTS ( $k )+
          TOUCH ( $k )+
          TYPE $k
          RENAME $k $k
          RENAMENX $k $k
          COPY $k $k ( DB $db | REPLACE )*
          MOVE $k $db
          ~ KEYS ( * | ? | [a-c] | [^a] | k* | *y* | h?llo | \\* | [ | a )
          ~ SCAN 0 COUNT 1000 ( MATCH * | MATCH [a-c] | TYPE string | TYPE list | TYPE nothing )*
          SCAN ( $n | 0 COUNT $count | 0 COUNT | 0 FOO | 0 MATCH | abc )
          % RANDOMKEY
          OBJECT ENCODING $k
          OBJECT REFCOUNT $k
          OBJECT FREQ $k
          % OBJECT IDLETIME $k
          OBJECT FOO $k
          % DUMP $k
          RESTORE $k ( 0 | 0 | $ms ) $dump ( REPLACE | IDLETIME $n | FREQ $n )*
          RESTORE $k $atms $dump ABSTTL REPLACE
          DBSIZE
          SWAPDB $db $db
          FLUSHDB ( SYNC | ASYNC | NOW )?
          WAIT 0 $n
          """);

  private static final List<String> EXPIRY =
      forms(
          """
          EXPIRE $k $s ( NX | XX | GT | LT | FOO )*
          PEXPIRE $k $ms ( NX | XX | GT | LT )*
          EXPIREAT $k $at ( NX | XX | GT | LT )*
          PEXPIREAT $k $atms ( NX | XX | GT | LT )*
          @ TTL $k
          @ PTTL $k
          @ EXPIRETIME $k
          @ PEXPIRETIME $k
          PERSIST $k
          SET $k $v
          """);

  private static final List<String> CONNECTION =
      forms(
          """
          PING ( $v )?
          ECHO $v
          SELECT $db
          SELECT 0
          CLIENT SETNAME ( $k | name )
          CLIENT GETNAME
          CLIENT GETREDIR
          CLIENT TRACKINGINFO
          CLIENT NO-EVICT ( ON | OFF | MAYBE )
          CLIENT UNPAUSE
          CLIENT PAUSE ( abc | -1 | 1.5 | 0 ( WRITE | ALL | SOME ) )
          CLIENT REPLY MAYBE
          CLIENT UNBLOCK $n ( TIMEOUT | ERROR | FOO )?
          CLIENT KILL ( nobody:0 | ID $big | TYPE foo | USER nobody | ADDR nobody:0 | SKIPME foo )
          CLIENT KILL ID $n TYPE ( pubsub | master | replica )
          % CLIENT LIST ( TYPE foo | ID abc | ID | FOO | TYPE replica | ID $big )
          CLIENT ( FOO | ID foo | SETNAME )
          AUTH ( $v | default $v | nobody $v | a b c )
          HELLO ( 1 | 4 | abc | 2 FOO | 2 AUTH a | 3 SETNAME | 2 AUTH nobody x )
          COMMAND COUNT extra
          COMMAND INFO ( nothing | get|foo )+
          COMMAND GETKEYS $any
          COMMAND GETKEYSANDFLAGS $any
          COMMAND LIST FILTERBY ( PATTERN nothing* | MODULE nothing | ACLCAT nothing | FOO bar )
          COMMAND ( FOO | LIST FOO | GETKEYS )
          CONFIG ( FOO | GET | SET a | SET nothing 1 | GET nothing )
          % TIME
          ROLE
          FOO ( $k )*
          GETX
          OBJECT
          """);

  private static final List<List<String>> FAMILIES =
      List.of(
          STRINGS,
          KEYS,
          EXPIRY,
          CONNECTION,
          RandomLists.FORMS,
          RandomSets.FORMS,
          RandomSortedSets.FORMS,
          RandomSketches.FORMS,
          forms(RandomHashes.FORMS));

  /**
   * Wrong wherever they stand, and never a short time. No NUL: where C prints an argument into an
   * error it stops there, we do not.
   */
  private static final List<String> NONSENSE =
      List.of("abc", "", "-", "1.5", "99999999999999999999", "-1", "0x10", " 1", "1 ", "+1");

  private static final List<String> TEMPLATES_WITHOUT_MISTAKES = List.of("FLUSHDB", "WAIT");

  private final Random random;
  private final List<byte[]> payloads;

  /**
   * @param payloads of DUMP, for RESTORE
   */
  RandomCommands(Random random, List<byte[]> payloads) {
    this.random = random;
    this.payloads = payloads;
  }

  private static List<String> forms(String table) {
    return table.lines().map(String::strip).toList();
  }

  Command next() {
    int dice = random.nextInt(30);
    int family = dice < 10 ? 0 : dice < 14 ? 1 : dice < 17 ? 2 : dice < 20 ? 3 : dice / 5;
    String form = any(FAMILIES.get(family));
    Comparison comparison =
        switch (form.charAt(0)) {
          case '~' -> Comparison.UNORDERED;
          case '@' -> Comparison.ABOUT;
          case '%' -> Comparison.KIND;
          default -> Comparison.EXACT;
        };
    List<byte[]> words = fill(comparison == Comparison.EXACT ? form : form.substring(2));
    if (random.nextInt(12) == 0 && !TEMPLATES_WITHOUT_MISTAKES.contains(text(words.get(0)))) {
      words = withMistake(words);
    }
    if (random.nextInt(8) == 0) {
      words.set(0, Ascii.bytes(text(words.get(0)).toLowerCase(Locale.ROOT)));
    }
    return new Command(words, comparison);
  }

  /** One argument less, more or changed. The numbers of a time stay where they are. */
  private List<byte[]> withMistake(List<byte[]> words) {
    List<byte[]> wrong = new ArrayList<>(words);
    switch (random.nextInt(3)) {
      case 0 -> {
        if (wrong.size() > 1) {
          wrong.remove(wrong.size() - 1);
        }
      }
      case 1 -> wrong.add(Ascii.bytes(any(NONSENSE)));
      default -> {
        if (wrong.size() > 1) {
          wrong.set(1 + random.nextInt(wrong.size() - 1), Ascii.bytes(any(NONSENSE)));
        }
      }
    }
    return wrong;
  }

  // ---- the forms ----

  private List<byte[]> fill(String form) {
    List<byte[]> words = new ArrayList<>();
    List<String> tokens = Arrays.asList(form.split(" "));
    fill(tokens, 0, tokens.size(), words);
    return words;
  }

  private void fill(List<String> tokens, int from, int to, List<byte[]> words) {
    int at = from;
    while (at < to) {
      String token = tokens.get(at);
      if (token.equals("(")) {
        int end = closing(tokens, at);
        repeat(tokens, at + 1, end, words);
        at = end + 1;
      } else {
        if (token.equals("$any")) {
          words.addAll(fill(any(STRINGS)));
        } else {
          words.add(token.startsWith("$") ? word(token) : Ascii.bytes(token));
        }
        at++;
      }
    }
  }

  private void repeat(List<String> tokens, int from, int end, List<byte[]> words) {
    int times =
        switch (tokens.get(end)) {
          case ")?" -> random.nextInt(2);
          case ")*" -> random.nextInt(4);
          case ")+" -> 1 + random.nextInt(4);
          default -> 1;
        };
    List<Integer> bounds = alternatives(tokens, from, end);
    for (int i = 0; i < times; i++) {
      int choice = random.nextInt(bounds.size() - 1);
      fill(tokens, bounds.get(choice) + 1, bounds.get(choice + 1), words);
    }
  }

  /** Where the alternatives between two parentheses begin and end, one before each. */
  private static List<Integer> alternatives(List<String> tokens, int from, int end) {
    List<Integer> bounds = new ArrayList<>(List.of(from - 1));
    int depth = 0;
    for (int i = from; i < end; i++) {
      String token = tokens.get(i);
      if (token.equals("(")) {
        depth++;
      } else if (token.startsWith(")")) {
        depth--;
      } else if (token.equals("|") && depth == 0) {
        bounds.add(i);
      }
    }
    bounds.add(end);
    return bounds;
  }

  private static int closing(List<String> tokens, int open) {
    int depth = 0;
    for (int i = open; ; i++) {
      String token = tokens.get(i);
      if (token.equals("(")) {
        depth++;
      } else if (token.startsWith(")") && --depth == 0) {
        return i;
      }
    }
  }

  // ---- the words ----

  private byte[] word(String name) {
    return switch (name) {
      case "$k" -> key();
      case "$v" -> value();
      case "$n" -> number();
      case "$f" -> decimal();
      case "$i" ->
          one(
              "0",
              "1",
              "2",
              "5",
              "-1",
              "-3",
              "100",
              "-100",
              "1000000",
              "abc",
              "1.0",
              "9223372036854775807",
              "-9223372036854775808",
              "4294967296",
              "-4294967297");
      case "$off" ->
          one(
              "0",
              "1",
              "5",
              "50",
              "600",
              "-1",
              "536870912",
              "4294967296",
              "abc",
              "9223372036854775807",
              "-9223372036854775808");
      // Never the same twice: whether one deadline is later than another must not hang on a moment.
      case "$s" ->
          random.nextBoolean()
              ? far(1000)
              : one(
                  "0",
                  "-1",
                  "abc",
                  "1.5",
                  "9223372036854775807",
                  "9223372036854775",
                  "9223372036854776",
                  "-9223372036854775808",
                  "9223372036854775808",
                  "4294967296",
                  "9223370399119966");
      case "$ms" ->
          random.nextBoolean()
              ? far(1_000_000)
              : one(
                  "0",
                  "-1",
                  "abc",
                  "1e9",
                  "9223372036854775807",
                  "-9223372036854775808",
                  "9223372036854775808",
                  "9223370399119966000");
      // SET does not remove what it sets with a deadline that has passed: it would count in DBSIZE.
      case "$later" ->
          one(
              "4102444800",
              "9999999999",
              "4102444800",
              "0",
              "-1",
              "abc",
              "9223372036854775807",
              "9223372036854775",
              "9223372036854776",
              "-9223372036854775808");
      case "$laterms" ->
          one(
              "4102444800000",
              "9999999999999",
              "4102444800000",
              "0",
              "-1",
              "abc",
              "9223372036854775807",
              "-9223372036854775808",
              "9223372036854775808");
      case "$at" ->
          one(
              "4102444800",
              "9999999999",
              "4102444800",
              "1",
              "0",
              "-1",
              "abc",
              "9223372036854775807",
              "9223372036854775",
              "9223372036854776",
              "-9223372036854775808");
      case "$atms" ->
          one(
              "4102444800000",
              "9999999999999",
              "4102444800000",
              "1",
              "0",
              "-1",
              "abc",
              "9223372036854775807",
              "-9223372036854775808",
              "9223372036854775808");
      case "$db" ->
          one("0", "1", "2", "15", "16", "-1", "abc", "99999999999", "9223372036854775808");
      case "$set" -> Ascii.bytes("set" + random.nextInt(6));
      case "$list" -> Ascii.bytes("list" + random.nextInt(5));
      case "$hll" -> Ascii.bytes("hll" + random.nextInt(4));
      case "$geo" -> Ascii.bytes("geo" + random.nextInt(3));
      case "$lon" -> Ascii.bytes(Integer.toString(random.nextInt(362) - 181));
      case "$lat" -> Ascii.bytes(random.nextInt(172) - 86 + "." + random.nextInt(1000));
      case "$m" -> member();
      case "$zset" -> Ascii.bytes("zset" + random.nextInt(5));
      case "$score" -> score();
      case "$bound" -> Ascii.bytes((random.nextInt(4) == 0 ? "(" : "") + text(score()));
      case "$lexbound" -> one("-", "+", "[a", "(b", "[m", "(memb", "[1", "[", "a", "", "++");
      case "$count" -> one("0", "-1", "abc", "1.5", "9223372036854775808", "");
      case "$big" -> one("9223372036854775807", "123456789012");
      case "$lcs" -> Ascii.bytes("lcs" + random.nextInt(3));
      case "$text" -> letters(random.nextInt(30));
      case "$dump" -> payload();
      default -> RandomHashes.word(name, random);
    };
  }

  private byte[] key() {
    int dice = random.nextInt(40);
    return switch (dice) {
      case 0 -> Ascii.EMPTY;
      case 1 -> Ascii.bytes("k\r\n\0\u00ff");
      case 2 -> Ascii.bytes("a b");
      case 3 -> Ascii.bytes("k".repeat(300));
      case 4 -> Ascii.bytes("key:{tag}:1");
      case 5 -> Ascii.bytes("hello");
      default -> Ascii.bytes(String.valueOf((char) ('a' + dice % 6)));
    };
  }

  private byte[] value() {
    return switch (random.nextInt(16)) {
      case 0 -> Ascii.EMPTY;
      case 1 -> letters(44);
      case 2 -> letters(45);
      case 3 -> bytes(random.nextInt(300));
      case 4 -> random.nextInt(4) == 0 ? letters(random.nextInt(40_000)) : letters(1000);
      case 5, 6, 7 -> number();
      case 8 -> decimal();
      case 9 -> Ascii.bytes("a".repeat(random.nextInt(5000)));
      default -> letters(random.nextInt(12));
    };
  }

  private byte[] number() {
    return switch (random.nextInt(4)) {
      case 0 -> Ascii.bytes(Integer.toString(random.nextInt(20_000) - 5000));
      case 1 -> Ascii.bytes(Long.toString(random.nextLong() >> random.nextInt(63)));
      default ->
          one(
              "0",
              "1",
              "-1",
              "2",
              "100",
              "9223372036854775807",
              "-9223372036854775808",
              "9223372036854775808",
              "1.5",
              "abc",
              "",
              " 1",
              "1 ",
              "007",
              "+5",
              "-0",
              "0x10",
              "9999",
              "10000",
              "123456789012345678901234567890");
    };
  }

  /** Of few, so that sets have some in common. */
  private byte[] member() {
    return switch (random.nextInt(4)) {
      case 0 -> Ascii.bytes(Integer.toString(random.nextInt(300) - 50));
      case 1 -> letters(random.nextInt(4));
      case 2 -> Ascii.bytes("member".repeat(random.nextInt(20)) + random.nextInt(10));
      default -> number();
    };
  }

  /** With few binary digits, so that every version prints it alike. */
  private byte[] score() {
    return switch (random.nextInt(4)) {
      case 0 -> Ascii.bytes(Double.toString(random.nextInt(160) / 8.0));
      case 1 ->
          one("inf", "-inf", "+inf", "0", "1e3", "0x10", "nan", "abc", "", "1e999", " 1", ".5");
      default -> Ascii.bytes(Integer.toString(random.nextInt(20) - 5));
    };
  }

  private byte[] decimal() {
    return switch (random.nextInt(4)) {
      case 0 -> Ascii.bytes(Double.toString(random.nextGaussian()));
      case 1 -> Ascii.bytes(random.nextInt(1000) + "." + random.nextInt(100_000));
      case 2 -> Ascii.bytes(random.nextInt(1000) - 500 + "e" + (random.nextInt(40) - 20));
      default ->
          one(
              "0.1",
              "1.5",
              "-2.25",
              "3.0e3",
              "1e-5",
              "5e20",
              "0.00000000000000001",
              "1e17",
              "123456.789",
              "inf",
              "-inf",
              "nan",
              "",
              "abc",
              "1e5000",
              "0x1p3",
              " 1",
              "1 ",
              ".5",
              "5.",
              "-.5",
              "1e",
              "+1.5",
              "0",
              "-0",
              "1e-400",
              "9007199254740993",
              "1.7976931348623157e308");
    };
  }

  private byte[] far(long atLeast) {
    return Ascii.bytes(Long.toString(atLeast + random.nextInt(2_000_000_000)));
  }

  private byte[] payload() {
    byte[] payload = payloads.get(random.nextInt(payloads.size())).clone();
    if (random.nextInt(6) == 0 && payload.length > 0) {
      payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(payload, random.nextInt(12)) : payload;
  }

  private byte[] letters(int count) {
    byte[] text = new byte[count];
    for (int i = 0; i < count; i++) {
      text[i] = (byte) ('a' + random.nextInt(4));
    }
    return text;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] one(String... words) {
    return Ascii.bytes(words[random.nextInt(words.length)]);
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String text(byte[] word) {
    return Ascii.string(word);
  }

  /** Latin-1 with escapes, cut after 120 bytes. */
  static String printable(byte[] bytes) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < Math.min(bytes.length, 120); i++) {
      int b = bytes[i] & 0xff;
      switch (b) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        case '"', '\\' -> text.append('\\').append((char) b);
        default -> text.append(b < 32 || b > 126 ? String.format("\\x%02x", b) : "" + (char) b);
      }
    }
    return text + (bytes.length > 120 ? "\"... (" + bytes.length + " bytes)" : "\"");
  }

  /** The command as a request. */
  static byte[] encode(List<byte[]> words) {
    var out = new java.io.ByteArrayOutputStream();
    out.writeBytes(Ascii.bytes("*" + words.size() + "\r\n"));
    for (byte[] word : words) {
      out.writeBytes(Ascii.bytes("$" + word.length + "\r\n"));
      out.writeBytes(word);
      out.writeBytes(Ascii.bytes("\r\n"));
    }
    return out.toByteArray();
  }

  static List<byte[]> words(String... words) {
    List<byte[]> list = new ArrayList<>();
    Collections.addAll(list, Arrays.stream(words).map(Ascii::bytes).toArray(byte[][]::new));
    return list;
  }
}
