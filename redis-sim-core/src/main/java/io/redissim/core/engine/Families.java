package io.redissim.core.engine;

import io.redissim.core.command.CommandFamily;
import io.redissim.core.connection.ConnectionCommands;
import java.util.List;

/** Every family of commands, once. */
final class Families {
  private Families() {}

  static List<CommandFamily> all(Engine engine) {
    return List.of(new ConnectionCommands());
  }
}
