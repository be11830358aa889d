using System.CommandLine;

return await new RootCommand("Quality measured on data given by path.").Parse(args).InvokeAsync().ConfigureAwait(false);
