namespace Digest.Deliver;

/// <summary>
/// Tells when a recipient domain blocks us: more than 5 % of what it answered lately, and at least five mails, were refused by policy. Kept from
/// run to run, so that a domain that gets few mails at a time is seen too. Not safe for several threads.
/// </summary>
internal sealed class DomainBreaker
{
    private const int Sample = 50;
    private const int Refusals = 5;
    private const double Share = 0.05;

    /// <summary>From so many answers on the older count half: what was taken last year does not hide what is refused today.</summary>
    private const int Window = 400;

    /// <summary>More domains are not remembered at once; those that refused nothing are forgotten first.</summary>
    private const int Most = 10_000;

    private readonly Dictionary<string, Count> _counts = new(StringComparer.Ordinal);

    /// <summary>It took a mail.</summary>
    public void Took(string domain) => Of(domain);

    /// <summary>It refused one.</summary>
    /// <returns>Why it opens now, or null.</returns>
    public string? Refused(string domain, bool byPolicy)
    {
        var count = Of(domain);
        count.Policy += byPolicy ? 1 : 0;
        if (!byPolicy || count.Answers < Sample || count.Policy < Refusals || count.Policy <= Share * count.Answers)
        {
            return null;
        }

        _counts.Remove(domain);
        return $"{count.Policy} of {count.Answers} mails were refused by policy";
    }

    private Count Of(string domain)
    {
        if (!_counts.TryGetValue(domain, out var count))
        {
            Forget();
            _counts[domain] = count = new Count();
        }

        if (++count.Answers > Window)
        {
            (count.Answers, count.Policy) = (count.Answers / 2, count.Policy / 2);
        }

        return count;
    }

    private void Forget()
    {
        if (_counts.Count < Most)
        {
            return;
        }

        foreach (var (domain, _) in _counts.Where(c => c.Value.Policy == 0).ToList())
        {
            _counts.Remove(domain);
        }

        if (_counts.Count >= Most)
        {
            _counts.Clear();
        }
    }

    private sealed class Count
    {
        public int Answers { get; set; }
        public int Policy { get; set; }
    }
}
