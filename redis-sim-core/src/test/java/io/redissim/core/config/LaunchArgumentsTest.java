package io.redissim.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaunchArgumentsTest {

  private static String options(String... args) {
    return LaunchArguments.of(args).options();
  }

  @Test
  void noArgumentsSayNothing() {
    assertThat(LaunchArguments.of()).isEqualTo(new LaunchArguments(null, false, ""));
  }

  @Test
  void optionsBecomeLines() {
    assertThat(options("--port", "6380", "--bind", "a", "b"))
        .isEqualTo("port \"6380\" \nbind \"a\" \"b\" ");
  }

  @Test
  void firstArgumentIsTheFile() {
    LaunchArguments arguments = LaunchArguments.of("redis.conf", "--port", "1");
    assertThat(arguments.configFile()).isEqualTo("redis.conf");
    assertThat(arguments.options()).isEqualTo("port \"1\" ");
  }

  @Test
  void dashIsStandardInputOnlyAtTheEnds() {
    assertThat(LaunchArguments.of("-").readsStandardInput()).isTrue();
    assertThat(LaunchArguments.of("-", "--port", "1").readsStandardInput()).isTrue();
    assertThat(LaunchArguments.of("a.conf", "--port", "1", "-").readsStandardInput()).isTrue();
    LaunchArguments between = LaunchArguments.of("a.conf", "--requirepass", "-", "--port", "1");
    assertThat(between.readsStandardInput()).isFalse();
    assertThat(between.options()).isEqualTo("requirepass \"-\" \nport \"1\" ");
  }

  @Test
  void valueMayLookLikeAnOption() {
    assertThat(options("--port", "--bla", "--loglevel", "verbose"))
        .isEqualTo("port \"--bla\" \nloglevel \"verbose\" ");
    assertThat(options("--port", "--loglevel", "verbose"))
        .isEqualTo("port \"--loglevel\" \"verbose\" ");
  }

  @Test
  void nameAndValueMayShareAnArgument() {
    assertThat(options("--maxmemory 700mb", "--maxmemory-policy volatile-lru"))
        .isEqualTo("maxmemory 700mb \nmaxmemory-policy volatile-lru ");
  }

  @Test
  void wordsBeforeAnyOptionAreADirective() {
    assertThat(options("x.conf", "loglevel", "verbose", "--maxmemory '700mb'"))
        .isEqualTo("\"loglevel\" \"verbose\" \nmaxmemory '700mb' ");
  }

  @Test
  void saveMayStandAlone() {
    assertThat(options("--save")).isEqualTo("save \"\"");
    assertThat(options("--save", "--port", "1")).isEqualTo("save \"\"\nport \"1\" ");
    assertThat(options("--save", "")).isEqualTo("save \"\" ");
  }

  @Test
  void argumentsAreTakenAsUtf8() {
    assertThat(options("--requirepass", "\u00e9")).isEqualTo("requirepass \"\\xc3\\xa9\" ");
  }

  @Test
  void relativePathsLeaveTheWorkingDirectoryUpwards() {
    assertThat(LaunchArguments.absolute("/a/b", "../c/d.conf")).isEqualTo("/a/c/d.conf");
    assertThat(LaunchArguments.absolute("/a", "../../d.conf")).isEqualTo("/d.conf");
    assertThat(LaunchArguments.absolute("/a", "./d.conf")).isEqualTo("/a/./d.conf");
    assertThat(LaunchArguments.absolute("/a", "/d.conf")).isEqualTo("/d.conf");
  }
}
