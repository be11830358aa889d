using System.ComponentModel.DataAnnotations;

namespace Digest.Deliver;

/// <summary>What happens to a mail when a connection or the program broke after its last octet and before the relay's answer.</summary>
public enum InDoubtPolicy
{
    /// <summary>Sent again under the same Message-ID, by which mailboxes and people can tell that it is the same.</summary>
    Resend,
    /// <summary>Not sent again; listed for an operator to decide.</summary>
    Hold,
}

/// <summary>The relay, further relays, patience and limits. Section "Deliver". Without a host nothing is sent.</summary>
public sealed record DeliverOptions : RelayOptions, IValidatableObject
{
    /// <summary>Further relays, or all of them when <see cref="RelayOptions.Host"/> is empty.</summary>
    public IReadOnlyList<RelayOptions> Relays { get; init; } = [];

    public InDoubtPolicy InDoubt { get; init; } = InDoubtPolicy.Resend;

    /// <summary>How often one mail in doubt is sent again, before it is held all the same.</summary>
    [Range(1, 100)]
    public int MaxDoubts { get; init; } = 3;

    /// <summary>Waits between tries after a temporary refusal; the last one repeats until the mail expires (RFC 5321, 4.5.4.1).</summary>
    public IReadOnlyList<TimeSpan> Retry { get; init; } = [];

    /// <summary>Until a TCP connection stands.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the greeting and each command's answer (RFC 5321, 4.5.3.2.1).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the answer to the end of the data: the relay may be delivering (RFC 5321, 4.5.3.2.6).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "02:00:00")]
    public TimeSpan DataTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a claim lasts without a sign of life; renewed three times as often.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "01:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long mails in flight may take to finish when the program is told to stop.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Digests that come due together are spread over this long; confirmations and sign-ins are not held up.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:59")]
    public TimeSpan Spread { get; init; }

    /// <summary>A relay that does not answer is probed after this long, then twice as long …</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ProbeAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>… and at least this often.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ProbeAtLeast { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a relay rests that refused our password or could not be secured: hammering locks accounts.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RestAfterLogin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Mails at once to one recipient domain, over all relays; 0: no limit.</summary>
    [Range(0, 500)]
    public int DomainConnections { get; init; }

    /// <summary>Limits of single recipient domains: Deliver:Domains:gmail.com:Connections=5.</summary>
    public IReadOnlyDictionary<string, DomainOptions> Domains { get; init; } = new Dictionary<string, DomainOptions>();

    /// <summary>Editions of mailings in a row that may end with a full mailbox before the address is suppressed.</summary>
    [Range(1, 100)]
    public int MaxSoft { get; init; } = 5;

    /// <summary>
    /// At start, an edition with more than <see cref="HoldMoreThan"/> mails overdue by this long is held for the operator: after the restore of
    /// a backup the ledger would send yesterday's news again. 0: never.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan HoldOverdue { get; init; } = TimeSpan.FromHours(12);

    [Range(0, 1_000_000)]
    public int HoldMoreThan { get; init; } = 50;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < Relays.Count; i++)
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(Relays[i], new ValidationContext(Relays[i]), results, validateAllProperties: true);
            foreach (var result in results)
            {
                yield return new ValidationResult(result.ErrorMessage, result.MemberNames.Select(m => $"Relays:{i}:{m}"));
            }

            if (Relays[i].Host.Length == 0)
            {
                yield return new ValidationResult("A relay needs a host.", [$"Relays:{i}:Host"]);
            }
        }

        if (Retry.Any(r => r <= TimeSpan.Zero))
        {
            yield return new ValidationResult("Every wait must be longer than nothing.", [nameof(Retry)]);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => base.ToString();

    internal IReadOnlyList<RelayOptions> All() => Host.Length > 0 ? [this, .. Relays] : Relays;

    /// <summary>The wait before the next try, after so many (1 …): 5 min, then doubling to a little over an hour, as Postfix does.</summary>
    internal TimeSpan WaitAfter(long tries)
    {
        IReadOnlyList<TimeSpan> waits = Retry.Count > 0 ? Retry : Usual;
        return waits[(int)Math.Clamp(tries - 1, 0, waits.Count - 1)];
    }

    private static readonly TimeSpan[] Usual = [.. new[] { 300, 600, 1200, 2400, 4000 }.Select(s => TimeSpan.FromSeconds(s))];
}

/// <summary>Limits of one recipient domain.</summary>
public sealed record DomainOptions
{
    /// <summary>Mails at once; 0: no limit.</summary>
    [Range(0, 500)]
    public int Connections { get; init; }

    /// <summary>Mails a second; 0: no limit.</summary>
    [Range(0, 100_000)]
    public double MaxPerSecond { get; init; }
}
