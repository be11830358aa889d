using System.CommandLine;

using Digest.Evaluation;
using Digest.Evaluation.Stories;

var root = new RootCommand("Quality measured on data given by path.")
{
    Feeds.Create(),
    Dates.Create(),
    Look.Create(),
    Sanitize.Create(),
    Bodies.Create(),
    BouncesCommand.Create(),
    Ssrf.Create(),
    Hostile.Create(),
    StoriesCommand.Create(),
    SagasCommand.Create(),
    Addresses.Create(),
    TopicsCommand.Create(),
    TopCommand.Create(),
    ReadersCommand.Create(),
};
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
