package io.redissim.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigTest {
  private final FakeConfigFiles files = new FakeConfigFiles();
  private final Config config = new Config(files);

  private void set(String... namesAndValues) throws ConfigRefusal {
    config.set(List.of(namesAndValues), true);
  }

  private void fails(String error, String... namesAndValues) {
    assertThatThrownBy(() -> set(namesAndValues))
        .isInstanceOf(ConfigRefusal.class)
        .hasMessage(error);
  }

  private String set1(String name, String value) throws ConfigRefusal {
    set(name, value);
    return config.text(name);
  }

  @Test
  void memoryHasUnits() throws Exception {
    assertThat(set1("maxmemory", "1k")).isEqualTo("1000");
    assertThat(set1("maxmemory", "1KB")).isEqualTo("1024");
    assertThat(set1("maxmemory", "2m")).isEqualTo("2000000");
    assertThat(set1("maxmemory", "2mb")).isEqualTo("2097152");
    assertThat(set1("maxmemory", "1g")).isEqualTo("1000000000");
    assertThat(set1("maxmemory", "1Gb")).isEqualTo("1073741824");
    assertThat(set1("maxmemory", "7b")).isEqualTo("7");
    assertThat(set1("maxmemory", "")).isEqualTo("0");
    assertThat(set1("maxmemory", "99999999999999999999999")).isEqualTo("18446744073709551615");
    assertThat(set1("maxmemory-clients", "5%")).isEqualTo("5%");
  }

  @Test
  void allOrNothing() throws Exception {
    set("maxmemory", "10");
    fails(
        "CONFIG SET failed (possibly related to argument 'maxmemory-clients') - percentage argument"
            + " must be less or equal to 100",
        "maxmemory",
        "11",
        "maxmemory-clients",
        "200%",
        "client-query-buffer-limit",
        "invalid");
    assertThat(config.number("maxmemory")).isEqualTo(10);
  }

  @Test
  void hookThatRefusesTakesEverythingBack() throws Exception {
    List<String> calls = new ArrayList<>();
    config.onChange("timeout", c -> calls.add("timeout " + c.number("timeout")));
    config.onChange(
        "port",
        c -> {
          calls.add("port " + c.number("port"));
          if (c.number("port") == 1) {
            throw new ConfigRefusal("Unable to listen on this port. Check server logs.");
          }
        });
    fails(
        "CONFIG SET failed (possibly related to argument 'port') - Unable to listen on this port."
            + " Check server logs.",
        "timeout",
        "5",
        "PORT",
        "1",
        "hz",
        "20");
    assertThat(calls).containsExactly("timeout 5", "port 1", "timeout 0", "port 6379");
    assertThat(config.number("hz")).isEqualTo(10);
  }

  @Test
  void hooksRunOncePerChangeAndOnlyForChanges() throws Exception {
    List<String> calls = new ArrayList<>();
    Config.ChangeHook hook = c -> calls.add("tls");
    config.onChange("tls-ciphers", hook);
    config.onChange("tls-protocols", hook);
    config.onChange("tls-cert-file", c -> calls.add("cert"));
    set("tls-ciphers", "a", "tls-protocols", "b");
    set("tls-ciphers", "a");
    set("tls-cert-file", "");
    assertThat(calls).containsExactly("tls", "cert");
  }

  @Test
  void followersHearTheValueAtOnceAndLater() throws Exception {
    List<Object> heard = new ArrayList<>();
    config.followLong("timeout", heard::add);
    config.followFlag("protected-mode", heard::add);
    config.followText("loglevel", heard::add);
    set("timeout", "7", "protected-mode", "no", "loglevel", "DEBUG");
    assertThat(heard).containsExactly(0L, true, "notice", 7L, false, "debug");
  }

  @Test
  void namesOfBothLineagesReachTheSameValue() throws Exception {
    set("primaryauth", "x", "slave-priority", "7");
    assertThat(config.text("masterauth")).isEqualTo("x");
    assertThat(config.number("replica-priority")).isEqualTo(7);
  }

  @Test
  void unknownImmutableProtectedAndDuplicateNamesAreRefused() {
    fails("Unknown option or number of arguments for CONFIG SET - 'Foo'", "Foo", "1");
    fails(
        "CONFIG SET failed (possibly related to argument 'Databases') - can't set immutable config",
        "Databases",
        "1");
    fails(
        "CONFIG SET failed (possibly related to argument 'PORT') - duplicate parameter",
        "port",
        "1",
        "PORT",
        "1");
    assertThatThrownBy(() -> config.set(List.of("dir", "/"), false))
        .hasMessage(
            "CONFIG SET failed (possibly related to argument 'dir') - can't set protected config");
  }

  @Test
  void whatIsMissingIsRefusedAtRunTimeToo() throws Exception {
    fails(
        "CONFIG SET failed (possibly related to argument 'appendonly') - 'appendonly yes' is not"
            + " supported yet by redis-sim",
        "appendonly",
        "yes");
    set("appendonly", "no");
  }

  @Test
  void directoryMustExistAndIsKeptAbsolute() throws Exception {
    files.directories.add("/srv/data");
    assertThat(set1("dir", "data")).isEqualTo("/srv/data");
    assertThat(set1("dir", "..")).isEqualTo("/srv");
    fails(
        "CONFIG SET failed (possibly related to argument 'dir') - No such file or directory",
        "dir",
        "/nowhere");
    set("dir", "/srv/data");
    assertThat(config.path("pidfile")).isNull();
  }

  @Test
  void signalsCombineAndShowInOrder() throws Exception {
    assertThat(set1("shutdown-on-sigterm", "now nosave")).isEqualTo("nosave now");
    fails(
        "CONFIG SET failed (possibly related to argument 'shutdown-on-sigint') - shutdown options"
            + " SAVE and NOSAVE can't be used simultaneously",
        "shutdown-on-sigint",
        "save nosave");
  }

  @Test
  void eventClassesAreOrdered() throws Exception {
    assertThat(set1("notify-keyspace-events", "KEg$lshzxetd")).isEqualTo("AKE");
    assertThat(set1("notify-keyspace-events", "mExK")).isEqualTo("xKEm");
    assertThat(set1("notify-keyspace-events", "An")).isEqualTo("A");
    assertThat(set1("notify-keyspace-events", "")).isEmpty();
  }

  @Test
  void saveIsReplacedByConfigSet() throws Exception {
    assertThat(set1("save", "1 2 3 4")).isEqualTo("1 2 3 4");
    assertThat(set1("save", "5 6")).isEqualTo("5 6");
    assertThat(set1("save", "")).isEmpty();
  }

  @Test
  void readingTellsWhichDirectivesAreUsed() {
    assertThat(config.workingButUnused()).contains("port", "timeout").doesNotContain("hz");
    config.number("port");
    assertThat(config.workingButUnused()).doesNotContain("port");
  }

  @Test
  void twoEnginesDoNotShareValues() throws Exception {
    Config other = new Config(files);
    set("timeout", "9");
    assertThat(other.number("timeout")).isZero();
  }
}
