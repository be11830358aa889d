namespace Digest.Templates;

/// <summary>Markup that is trusted to be written as it stands; every other value is escaped. Make one only from what a template wrote.</summary>
public sealed record Html(string Value)
{
    public override string ToString() => Value;
}
