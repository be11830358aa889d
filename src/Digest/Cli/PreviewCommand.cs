using System.CommandLine;

using Digest.Compose;
using Digest.Model;

namespace Digest.Cli;

/// <summary><c>digest preview</c>: the digest an address would get now, as files to look at.</summary>
public static class PreviewCommand
{
    public static Command Create(BuildApp build)
    {
        var to = new Option<string>("--to") { Description = "Whose digest: a subscriber's address, or any other for the usual choices.", Required = true, HelpName = "ADDRESS" };
        var folder = new Option<string>("--out") { Description = "The folder to write digest.html, digest.txt and digest.eml into.", DefaultValueFactory = _ => ".", HelpName = "DIR" };
        var locale = new Option<string>("--locale") { Description = "For an unknown address: the language of the mail.", DefaultValueFactory = _ => "en", HelpName = "LANG" };
        var topics = new Option<string[]>("--topic") { Description = "For an unknown address: a topic's key (science); may be given several times.", HelpName = "KEY" };
        var stories = new Option<int>("--stories") { Description = "For an unknown address: the most stories.", DefaultValueFactory = _ => 12, HelpName = "N" };
        var zone = new Option<string>("--zone") { Description = "For an unknown address: the IANA time zone.", DefaultValueFactory = _ => "UTC", HelpName = "ZONE" };
        var command = new Command("preview", """
            Write the digest an address would get of the newest edition: HTML, text and the message itself. Nothing is stored or sent.
            Example: digest preview --to me@example.org --out /tmp/preview
            """)
        { to, folder, locale, topics, stories, zone, CommandHost.AsOf, CommandHost.Json };
        return command.OnRun(build, async context =>
        {
            var usual = new Choices
            {
                Hour = 7,
                Zone = context.Parse.GetValue(zone)!,
                Locale = context.Parse.GetValue(locale)!,
                Topics = [.. (context.Parse.GetValue(topics) ?? []).Select(Code)],
                MaxStories = context.Parse.GetValue(stories),
            };
            var mail = await context.Get<Preview>().ShowAsync(context.Parse.GetValue(to)!, usual, context.Cancel).ConfigureAwait(false);
            if (mail.SkippedBecause is not null)
            {
                throw new CommandException("nothing would be sent: " + mail.SkippedBecause + ".");
            }

            await WriteAsync(mail, context.Parse.GetValue(folder)!, context.Json, context.Cancel).ConfigureAwait(false);
            return 0;
        });
    }

    private static string Code(string key) => Topic.All.FirstOrDefault(t => t.Key == key || t.Code == key)?.Code
        ?? throw new CommandException($"--topic {key}: not one of {string.Join(", ", Topic.All.Select(t => t.Key))}.");

    private static async Task WriteAsync(PreviewedMail mail, string folder, bool json, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        string[] files = [Path.Combine(folder, "digest.html"), Path.Combine(folder, "digest.txt"), Path.Combine(folder, "digest.eml")];
        await File.WriteAllTextAsync(files[0], mail.Html, ct).ConfigureAwait(false);
        await File.WriteAllTextAsync(files[1], mail.Text, ct).ConfigureAwait(false);
        await File.WriteAllBytesAsync(files[2], mail.Message.ToArray(), ct).ConfigureAwait(false);
        if (json)
        {
            Output.Json(new { mail.EditionNumber, mail.Subject, mail.Stories, Bytes = mail.Message.Length, Files = files });
            return;
        }

        Console.Out.WriteLine($"{mail.Subject}\nedition {mail.EditionNumber}, {mail.Stories} stories, {mail.Message.Length} bytes");
        foreach (var file in files)
        {
            Console.Out.WriteLine(file);
        }
    }
}
