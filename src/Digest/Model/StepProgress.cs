namespace Digest.Model;

/// <summary>How far a step is: "feeds 120 of 300". Total is 0 where it is not known.</summary>
public readonly record struct StepProgress(string What, long Done, long Total);
