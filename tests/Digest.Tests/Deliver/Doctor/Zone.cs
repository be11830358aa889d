using Digest.Deliver.Doctor;

namespace Digest.Tests.Deliver.Doctor;

/// <summary>A scripted DNS: what stands in it answers, "fails" breaks, all else does not exist.</summary>
internal sealed class Zone
{
    private readonly Dictionary<(string, DnsKind), DnsAnswer> _answers = [];

    public List<string> Asked { get; } = [];

    public Zone Txt(string name, params string[] values) => Add(name, DnsKind.Txt, values);

    public Zone Mx(string name, params string[] values) => Add(name, DnsKind.Mx, values);

    public Zone A(string name, params string[] values) => Add(name, DnsKind.A, values);

    public Zone Reverse(string name, params string[] values) => Add(name, DnsKind.Reverse, values);

    public Zone Failing(string name, DnsKind kind)
    {
        _answers[(name, kind)] = new DnsAnswer([], "SERVFAIL");
        return this;
    }

    public Task<DnsAnswer> LookUp(string name, DnsKind kind, CancellationToken ct)
    {
        Asked.Add($"{kind} {name}");
        return Task.FromResult(_answers.GetValueOrDefault((name.ToLowerInvariant(), kind), DnsAnswer.Empty));
    }

    private Zone Add(string name, DnsKind kind, string[] values)
    {
        _answers[(name, kind)] = new DnsAnswer(values);
        return this;
    }
}
