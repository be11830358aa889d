using System.CommandLine;

return await new RootCommand("Speed, as ratios measured in one run.").Parse(args).InvokeAsync().ConfigureAwait(false);
