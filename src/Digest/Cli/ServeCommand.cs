using System.CommandLine;

namespace Digest.Cli;

/// <summary><c>digest</c> by itself: serves pages and runs the schedule.</summary>
public static class ServeCommand
{
    public static RootCommand Create(BuildApp build, Serve serve)
    {
        var root = new RootCommand("""
            Digest: a personal newspaper by e-mail. Without a command it serves: pages, and the schedule that gathers, cuts editions and sends.
            Example: digest --set Site:BaseUrl=https://digest.example --set Deliver:Host=smtp.example
            """);
        root.OnRun(build, async context =>
        {
            await serve(context.App, context.Cancel).ConfigureAwait(false);
            return 0;
        });
        return root;
    }
}
