using System.CommandLine;

using Digest.Benchmarks;

var root = new RootCommand("Speed, as ratios measured in one run.")
{
    GatherScale.Create(),
    GatherScale.CreateServer(),
    GatherSpeed.Create(),
};
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
return await new RootCommand("Speed, as ratios measured in one run.") { DeliverBenchmark.Command(), LedgerSeed.Command() }.Parse(args).InvokeAsync().ConfigureAwait(false);
