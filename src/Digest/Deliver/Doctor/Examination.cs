namespace Digest.Deliver.Doctor;

/// <summary>All checks on one patient, in the order a person would repair things.</summary>
public sealed class Examination(LookUp dns, PostOneClick post, GreetRelay greet)
{
    public async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken ct) =>
    [
        .. await RelayCheck.RunAsync(patient, greet, ct).ConfigureAwait(false),
        .. await SpfCheck.RunAsync(patient, dns, ct).ConfigureAwait(false),
        .. await DkimCheck.RunAsync(patient, dns, ct).ConfigureAwait(false),
        .. await DmarcCheck.RunAsync(patient, dns, ct).ConfigureAwait(false),
        .. await MxCheck.RunAsync(patient, dns, ct).ConfigureAwait(false),
        .. await PtrCheck.RunAsync(patient, dns, ct).ConfigureAwait(false),
        .. await SiteCheck.RunAsync(patient, dns, post, ct).ConfigureAwait(false),
        .. MailCheck.Run(patient),
        .. SecretsCheck.Run(patient),
        FeedbackCheck.Run(patient),
        .. WaitingCheck.Run(patient),
    ];
}
