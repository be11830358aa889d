using System.CommandLine;

using Digest.Evaluation;

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
};
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
