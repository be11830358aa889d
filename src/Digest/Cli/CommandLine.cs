using System.CommandLine;

namespace Digest.Cli;

/// <summary>Builds the whole program for a command, from KEY=VALUE settings and a clock.</summary>
public delegate WebApplication BuildApp(IReadOnlyDictionary<string, string?> settings, TimeProvider clock);

/// <summary>The command line: the root command serves; each subcommand is one call of a step.</summary>
public static class CommandLine
{
    public static Task<int> RunAsync(string[] args, BuildApp build)
    {
        var root = new RootCommand("Digest: a personal newspaper by e-mail.");
        root.SetAction(async (_, ct) =>
        {
            await using var app = build(new Dictionary<string, string?>(), TimeProvider.System);
            await app.RunAsync(ct).ConfigureAwait(false);
        });
        return root.Parse(args).InvokeAsync();
    }
}
