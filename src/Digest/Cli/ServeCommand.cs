using System.CommandLine;

using Digest.Sample;
using Digest.Store;

namespace Digest.Cli;

/// <summary><c>digest</c> by itself: serves pages and runs the schedule.</summary>
public static class ServeCommand
{
    private static readonly Option<bool> Fresh = new("--fresh")
    {
        Description = "Start the first run over: forget the sample database and mailbox. Refused when either holds anything of your own.",
    };

    public static RootCommand Create(BuildApp build, Serve serve)
    {
        var root = new RootCommand("""
            Digest: a personal newspaper by e-mail. Without a command it serves: pages, and the schedule that gathers, cuts editions and sends.
            Example: digest --set Site:BaseUrl=https://digest.example --set Deliver:Host=smtp.example
            """) { Fresh };
        root.SetAction((parse, ct) => CommandHost.GuardAsync(async () =>
        {
            var settings = CommandHost.SettingsOf(parse);
            if (parse.GetValue(Fresh))
            {
                await StartOverAsync(build, settings, ct).ConfigureAwait(false);
            }

            await using var app = build(settings, TimeProvider.System);
            await CommandHost.ReadyAsync(app, ct).ConfigureAwait(false);
            await serve(app, ct).ConfigureAwait(false);
            return 0;
        }));
        return root;
    }

    // In a program of its own, which has let go of the files when they are deleted.
    private static async Task StartOverAsync(BuildApp build, IReadOnlyDictionary<string, string?> settings, CancellationToken ct)
    {
        string folder;
        await using (var app = build(settings, TimeProvider.System))
        {
            await CommandHost.ReadyAsync(app, ct).ConfigureAwait(false);
            var relay = !string.IsNullOrWhiteSpace(app.Configuration["Deliver:Host"]) || app.Configuration.GetSection("Deliver:Relays").GetChildren().Any();
            if (await FreshStart.RefusalAsync(app.Services.GetRequiredService<Database>(), relay, ct).ConfigureAwait(false) is { } why)
            {
                throw new CommandException(why);
            }

            folder = app.Services.GetRequiredService<StoreOptions>().Directory;
        }

        FreshStart.Delete(folder);
    }
}
