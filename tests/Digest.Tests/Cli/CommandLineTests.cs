using Digest.Cli;

using Shouldly;

using Xunit;

namespace Digest.Tests.Cli;

public sealed class CommandLineTests
{
    // A command added twice breaks every command, not only itself.
    [Fact]
    public async Task Every_command_is_there_once() =>
        (await CommandLine.RunAsync(["--version"], (_, _) => throw new InvalidOperationException("not built"), (_, _) => Task.CompletedTask)).ShouldBe(0);
}
