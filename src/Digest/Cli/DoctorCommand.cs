using System.CommandLine;
using System.Security.Cryptography;

using Digest.Deliver;
using Digest.Deliver.Bounces;
using Digest.Deliver.Dkim;
using Digest.Deliver.Doctor;
using Digest.Links;
using Digest.Model;
using Digest.Store;
using Digest.Subscribers;

namespace Digest.Cli;

/// <summary><c>digest doctor</c>: whether mail will arrive, and what to change.</summary>
public static class DoctorCommand
{
    private static readonly Option<bool> Problems = new("--problems") { Description = "Show only what does not stand well." };

    public static Command Create(BuildApp build) => new Command("doctor", """
        Say whether mail will arrive: relay and TLS, SPF, DKIM, DMARC, MX, reverse name, unsubscription over HTTPS, clock, sizes, secret files,
        a week's complaints, and what is paused or held for you. Asks the DNS, greets the relay and posts to the unsubscribe address; sends no mail and changes nothing.
        The exit code is 0, or 2 when something fails.
        Example: digest doctor --problems
        """) { Problems, CommandHost.Json }.OnRun(build, RunAsync);

    private static async Task<int> RunAsync(CommandContext context)
    {
        var patient = await PatientAsync(context).ConfigureAwait(false);
        var findings = await context.Get<Examination>().RunAsync(patient, context.Cancel).ConfigureAwait(false);
        var shown = context.Parse.GetValue(Problems) ? findings.Where(f => f.Level != FindingLevel.Ok).ToList() : findings;
        if (context.Json)
        {
            Output.Json(shown);
        }
        else
        {
            Print(shown, findings);
        }

        return findings.Any(f => f.Level == FindingLevel.Fail) ? 2 : 0;
    }

    private static void Print(IReadOnlyList<Finding> shown, IReadOnlyList<Finding> all)
    {
        foreach (var finding in shown)
        {
            Console.Out.WriteLine($"{Sign(finding.Level)}  {finding.Check,-11}  {finding.What}");
            if (finding.Change is not null)
            {
                Console.Out.WriteLine($"                   → {finding.Change}");
            }
        }

        Console.Out.WriteLine($"{all.Count(f => f.Level == FindingLevel.Ok)} fine, {all.Count(f => f.Level == FindingLevel.Warn)} to look at, {all.Count(f => f.Level == FindingLevel.Fail)} to repair.");
    }

    private static string Sign(FindingLevel level) => level switch { FindingLevel.Ok => "ok  ", FindingLevel.Warn => "warn", _ => "FAIL" };

    private static async Task<Patient> PatientAsync(CommandContext context)
    {
        var (site, links, now) = (context.Get<SiteOptions>(), context.Get<SiteLinks>(), context.Now);
        var (keys, error) = Keys(context);
        var since = now.AddDays(-7);
        return await context.Get<Database>().ReadAsync(async s => new Patient
        {
            Domain = links.Domain,
            BaseUrl = new Uri(site.BaseUrl),
            // Subscriber 0 does not exist: the address answers, and nobody is unsubscribed.
            UnsubscribeUrl = new Uri(links.Unsubscribe(0)),
            Relays = Relays(context.Get<DeliverOptions>()),
            SigningDomain = context.Get<DkimOptions>().Domain is { Length: > 0 } domain ? domain : null,
            Keys = keys,
            KeysError = error,
            SecretFiles = SecretFiles(context),
            Mails = await MailsAsync(context, s).ConfigureAwait(false),
            Week = new Week(
                await DoctorStore.SubmittedAsync(s, since).ConfigureAwait(false),
                await DoctorStore.BouncedAsync(s, nameof(BounceClass.Hard), since).ConfigureAwait(false),
                await DoctorStore.BouncedAsync(s, nameof(BounceClass.Blocked), since).ConfigureAwait(false),
                await DoctorStore.BouncedAsync(s, nameof(BounceClass.Complaint), since).ConfigureAwait(false)),
            Pauses = await PauseStore.ListAsync(s, now).ConfigureAwait(false),
            Held = (await DeliveryStore.CountsAsync(s).ConfigureAwait(false)).Where(c => c.State == DeliveryState.InDoubt).Sum(c => c.Count),
            LatestRow = await DoctorStore.LatestAsync(s).ConfigureAwait(false),
            Now = now,
        }, context.Cancel).ConfigureAwait(false);
    }

    private static (IReadOnlyList<LoadedKey> Keys, string? Error) Keys(CommandContext context)
    {
        try
        {
            return (context.Get<DkimSigner>().Keys, null);
        }
        catch (Exception e) when (e is IOException or CryptographicException)
        {
            return ([], e.Message);
        }
    }

    private static List<RelayTarget> Relays(DeliverOptions options) =>
    [
        .. new[] { options }.Concat(options.Relays).Where(r => r.Host.Length > 0).Select(r => new RelayTarget(
            r.Host, r.Port, r.Security == RelaySecurity.Tls || (r.Security == RelaySecurity.Auto && r.Port == 465), r.HelloName, !string.IsNullOrEmpty(r.User), r.TrustedCertificates,
            RequiresTls: r.Security is RelaySecurity.Tls or RelaySecurity.StartTls)),
    ];

    private static List<string> SecretFiles(CommandContext context)
    {
        var (store, deliver, bounces) = (context.Get<StoreOptions>(), context.Get<DeliverOptions>(), context.Get<BouncesOptions>());
        string?[] named =
        [
            store.PostgresFile, context.Get<SiteOptions>().LinkKeysFile, context.Get<SubscribersOptions>().AddressKeyFile, deliver.PasswordFile, bounces.Imap.PasswordFile,
            bounces.Webhooks.PostmarkLoginFile, bounces.Webhooks.MailgunKeyFile, bounces.Webhooks.GenericKeyFile,
        ];
        var made = new[] { "link.keys", "address.key", "digest.db", "digest.db-wal", "digest.db-shm" }.Select(f => Path.Combine(store.Directory, f)).Where(File.Exists);
        var keys = context.Get<DkimOptions>().Keys.Select(k => k.File);
        return [.. named.Concat(deliver.Relays.Select(r => r.PasswordFile)).OfType<string>().Where(f => f.Length > 0).Concat(made).Concat(keys).Select(Path.GetFullPath)];
    }

    private static async Task<IReadOnlyList<OutgoingMail>> MailsAsync(CommandContext context, Session s)
    {
        var mails = new List<OutgoingMail>();
        if (context.App.Services.GetService<RenderMail>() is not { } render)
        {
            return mails;
        }

        foreach (var delivery in await DoctorStore.RecentAsync(s, 5).ConfigureAwait(false))
        {
            if (await render(delivery, context.Cancel).ConfigureAwait(false) is { } mail)
            {
                mails.Add(mail);
            }
        }

        return mails;
    }
}
