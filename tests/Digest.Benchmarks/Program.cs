using System.CommandLine;

using Digest.Benchmarks;

return await new RootCommand("Speed, as ratios measured in one run.") { DeliverBenchmark.Command(), LedgerSeed.Command() }.Parse(args).InvokeAsync().ConfigureAwait(false);
