using System.CommandLine;

using Digest.Deliver.Dkim;
using Digest.Links;
using Digest.Store;

namespace Digest.Cli;

/// <summary><c>digest dkim</c>: makes signing keys and shows the DNS records they need.</summary>
public static class DkimCommand
{
    private static readonly Option<string> Selector = new("--selector")
    {
        Description = "The key's name in the DNS (s1): letters, digits and '-'. For a rotation take a new one.",
        Required = true,
    };

    private static readonly Option<string?> Domain = new("--domain") { Description = "The domain to sign for. Default: the domain of Site:From." };

    private static readonly Option<string> Kind = new("--type")
    {
        Description = "rsa (2048 bits; every receiver knows it) or ed25519 (beside an rsa key, RFC 8463).",
        DefaultValueFactory = _ => "rsa",
    };

    private static readonly Option<FileInfo?> Out = new("--out") { Description = "Where to write the key. Default: dkim/SELECTOR.pem in Store:Directory." };

    public static Command Create(BuildApp build)
    {
        Kind.AcceptOnlyFromAmong("rsa", "ed25519");
        return new Command("dkim", "Keys that sign mails (DKIM), so that mailboxes know that they are yours.")
        {
            new Command("create", """
                Make a key: write it to a file that only this user can read (0600), and print the DNS record to publish and the settings to make.
                Example: digest dkim create --selector s1
                """) { Selector, Domain, Kind, Out }.OnRun(build, CreateAsync),
            new Command("show", "Print the DNS records of the keys that are set.") { Domain, CommandHost.Json }.OnRun(build, ShowAsync),
        };
    }

    private static async Task<int> CreateAsync(CommandContext context)
    {
        var selector = context.Parse.GetRequiredValue(Selector);
        if (!DkimName.IsSelector(selector))
        {
            throw new CommandException($"--selector {selector}: a selector is letters, digits and '-'.");
        }

        var path = context.Parse.GetValue(Out)?.FullName ?? Path.GetFullPath(Path.Combine(context.Get<StoreOptions>().Directory, "dkim", selector + ".pem"));
        using var key = context.Parse.GetValue(Kind) == "ed25519" ? DkimKey.CreateEd25519() : DkimKey.CreateRsa();
        await DkimKeyFile.WriteAsync(path, key, context.Cancel).ConfigureAwait(false);

        var count = context.Get<DkimOptions>().Keys.Count;
        Console.Out.WriteLine($"The key is in {path}; keep a copy where only you can read it.");
        Console.Out.WriteLine();
        Console.Out.WriteLine("1. Publish this record:");
        Console.Out.WriteLine(DkimName.Zone(DkimName.Record(selector, DomainOf(context)), key.Record));
        Console.Out.WriteLine();
        Console.Out.WriteLine("2. Then set:");
        Console.Out.WriteLine($"DIGEST_Dkim__Keys__{count}__Selector={selector}");
        Console.Out.WriteLine($"DIGEST_Dkim__Keys__{count}__File={path}");
        Console.Out.WriteLine(count == 0 ? "" : $"DIGEST_Dkim__Keys__{count}__SignsFrom={context.Now.AddDays(2):yyyy-MM-dd}T00:00:00Z   (a rotation: until then the old key signs)");
        Console.Out.WriteLine("3. Run `digest doctor`: it says whether record and key match.");
        return 0;
    }

    private static Task<int> ShowAsync(CommandContext context)
    {
        var domain = DomainOf(context);
        var keys = context.Get<DkimSigner>().Keys;
        if (context.Json)
        {
            Output.Json(keys.Select(k => new { k.Selector, k.Key.Algorithm, k.SignsFrom, Name = DkimName.Record(k.Selector, domain), k.Key.Record }));
            return Task.FromResult(0);
        }

        foreach (var key in keys)
        {
            Console.Out.WriteLine(DkimName.Zone(DkimName.Record(key.Selector, domain), key.Key.Record));
        }

        Console.Out.Write(keys.Count == 0 ? "No key is set. `digest dkim create --selector s1` makes one.\n" : "");
        return Task.FromResult(0);
    }

    private static string DomainOf(CommandContext context)
    {
        var from = context.Get<SiteOptions>().From;
        return context.Parse.GetValue(Domain) ?? (context.Get<DkimOptions>().Domain is { Length: > 0 } set ? set : from[(from.LastIndexOf('@') + 1)..]);
    }
}
