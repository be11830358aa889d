using System.CommandLine;

using Digest.Benchmarks;

var root = new RootCommand("Speed, as ratios measured in one run.")
{
    GatherScale.Create(),
    GatherScale.CreateServer(),
    GatherSpeed.Create(),
    DeliverBenchmark.Command(),
    DeliverScale.Command(),
    FastSink.Command(),
    FarRelay.Command(),
    LedgerSeed.Command(),
    StoriesBenchmark.Create(),
};
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
