using System.CommandLine;

using Digest.Evaluation.Stories;

var root = new RootCommand("Quality measured on data given by path.")
{
    StoriesCommand.Create(),
};
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
