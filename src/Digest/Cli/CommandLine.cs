namespace Digest.Cli;

/// <summary>Builds the whole program for a command, from KEY=VALUE settings and a clock.</summary>
public delegate WebApplication BuildApp(IReadOnlyDictionary<string, string?> settings, TimeProvider clock);

/// <summary>The command line: the root command serves; each subcommand is one call of a step.</summary>
public static class CommandLine
{
    public static Task<int> RunAsync(string[] args, BuildApp build)
    {
        var root = ServeCommand.Create(build);
        root.Add(CommandHost.Set);
        root.Add(CommandHost.Data);
        root.Add(MigrateCommand.Create(build));
        root.Add(ConfigCommand.Create(build));
        root.Add(EditionCommand.Create(build));
        root.Add(PreviewCommand.Create(build));
        return root.Parse(args).InvokeAsync();
    }
}
