using System.CommandLine;

using Digest.Store;

namespace Digest.Cli;

/// <summary><c>digest migrate</c>: the schema brought up to date, and what was done said.</summary>
public static class MigrateCommand
{
    public static Command Create(BuildApp build)
    {
        var command = new Command("migrate", """
            Bring the database up to date, and say what was done. Serving and every other command do this by themselves at start.
            Example: digest migrate --set Store:PostgresFile=/run/secrets/digest-db
            """);
        command.SetAction((parse, ct) => CommandHost.GuardAsync(async () =>
        {
            await using var app = build(CommandHost.SettingsOf(parse), TimeProvider.System);
            var applied = await app.Services.GetRequiredService<Migrator>().MigrateAsync(ct).ConfigureAwait(false);
            var name = app.Services.GetRequiredService<Database>().Name;
            Console.Out.WriteLine(applied.Count == 0 ? $"{name} is up to date." : $"{name}: applied {string.Join(", ", applied)}.");
            return 0;
        }));
        return command;
    }
}
