using Scriban.Parsing;
using Scriban.Syntax;

namespace Digest.Templates;

/// <summary>A part of a rendered template that was cut up by <see cref="TemplateSet.Cut"/>: text, a shared block, or a reader's own value.</summary>
public abstract record Piece;

/// <summary>What the template itself wrote, escaped already.</summary>
public sealed record TextPiece(string Text) : Piece;

/// <summary>Where <c>{{ block "story" story }}</c> stands: render <paramref name="Template"/> with <paramref name="Value"/> as its only variable, <paramref name="Name"/>.</summary>
public sealed record BlockPiece(string Template, string Name, object? Value) : Piece;

/// <summary>Where a reader's own value stands; in an address attribute it must be one that may be followed.</summary>
public sealed record HolePiece(string Name, bool IsAddress) : Piece;

/// <summary>
/// A reader's own value in a model that many readers share. It can be written and nothing else: a template that tests, joins or
/// pipes it cannot be cut up, and is rendered whole for each reader instead.
/// </summary>
public sealed class Hole(string name) : IScriptCustomBinaryOperation
{
    public string Name { get; } = name;

    public override string ToString() => throw NotAText();

    public bool TryEvaluate(
        Scriban.TemplateContext context, SourceSpan span, ScriptBinaryOperator op, SourceSpan leftSpan, object? leftValue, SourceSpan rightSpan, object? rightValue,
        out object? result) => throw NotAText();

    internal ScriptRuntimeException NotAText() => new(new SourceSpan(),
        $"{Name} is each reader's own: a shared template can only write it.");
}
