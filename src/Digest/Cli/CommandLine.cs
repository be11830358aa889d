namespace Digest.Cli;

/// <summary>Builds the whole program for a command, from KEY=VALUE settings and a clock.</summary>
public delegate WebApplication BuildApp(IReadOnlyDictionary<string, string?> settings, TimeProvider clock);

/// <summary>Serves pages and runs the schedule, until stopped.</summary>
public delegate Task Serve(WebApplication app, CancellationToken ct);

/// <summary>The command line: the root command serves; each subcommand is one call of a step.</summary>
public static class CommandLine
{
    public static Task<int> RunAsync(string[] args, BuildApp build, Serve serve)
    {
        var root = ServeCommand.Create(build, serve);
        root.Add(CommandHost.Set);
        root.Add(CommandHost.Data);
        root.Add(GatherCommand.Create(build));
        root.Add(StoriesCommand.Create(build));
        root.Add(EditionCommand.Create(build));
        root.Add(PicksCommand.Create(build));
        root.Add(ComposeCommand.Create(build));
        root.Add(PreviewCommand.Create(build));
        root.Add(DeliverCommand.Create(build));
        root.Add(DeliveriesCommand.Create(build));
        root.Add(FeedsCommand.Create(build));
        root.Add(SubscribersCommand.Create(build));
        root.Add(SuppressionsCommand.Create(build));
        root.Add(BouncesCommand.Create(build));
        root.Add(DkimCommand.Create(build));
        root.Add(DoctorCommand.Create(build));
        root.Add(MigrateCommand.Create(build));
        root.Add(ConfigCommand.Create(build));
        // No response files: @example.org is a domain.
        // Told to stop, mails in flight are finished: the library's two seconds would cut them.
        return root.Parse(args, new System.CommandLine.ParserConfiguration { ResponseFileTokenReplacer = null })
            .InvokeAsync(new System.CommandLine.InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
    }
}
