using System.CommandLine;

using Digest.Evaluation;
using Digest.Evaluation.Stories;

var root = new RootCommand("Quality measured on data given by path.")
{
    Feeds.Create(),
    Dates.Create(),
    BouncesCommand.Create(),
    StoriesCommand.Create(),
    TopicsCommand.Create(),
    TopCommand.Create(),
};
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
