namespace Digest.Templates;

/// <summary>What is wrong with a file of templates/, and where. Line and column count from 1; 0 where the place is not known.</summary>
public sealed record TemplateFault(string File, int Line, int Column, string Message)
{
    public override string ToString() => Line > 0 ? $"{File}({Line},{Column}): {Message}" : $"{File}: {Message}";
}

/// <summary>A template cannot be rendered, and no earlier version of it could: see <see cref="Fault"/> for file, line and column.</summary>
public sealed class TemplateException(TemplateFault fault, Exception? inner = null) : Exception(fault.ToString(), inner)
{
    public TemplateFault Fault { get; } = fault;
}
