namespace Digest.Deliver;

/// <summary>
/// Stops before a wrong relay or a blocked address turns into mass suppression: opens when the first 50 mails are all refused, or 20 % of
/// the last 500 (EMAIL.md 29). Counts permanent refusals of addresses against mails taken.
/// </summary>
internal sealed class Breaker
{
    public const int First = 50;
    public const int Window = 500;
    public const double Share = 0.2;

    private readonly Queue<bool> _last = new();
    private int _refused;

    /// <summary>The same for single domains, which are paused alone.</summary>
    public DomainBreaker Domains { get; } = new();

    /// <summary>Mails of the window that were taken.</summary>
    public int Taken => _last.Count - _refused;

    /// <summary>So far nothing speaks against believing a refusal.</summary>
    public bool Sound => Taken > 0 && (_refused <= 2 || _refused < Share * _last.Count);

    /// <returns>Why it opens now, or null.</returns>
    public string? Add(bool refused)
    {
        _last.Enqueue(refused);
        _refused += refused ? 1 : 0;
        if (_last.Count > Window && _last.Dequeue())
        {
            _refused--;
        }

        return _refused == _last.Count && _refused >= First
            ? $"all of the first {_refused} mails were refused"
            : _last.Count == Window && _refused >= Share * Window ? $"{_refused} of the last {Window} mails were refused" : null;
    }

    public void Clear()
    {
        _last.Clear();
        _refused = 0;
    }
}
