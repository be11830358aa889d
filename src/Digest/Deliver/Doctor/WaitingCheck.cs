using System.Globalization;

using Digest.Store;

namespace Digest.Deliver.Doctor;

/// <summary>What is not sent although all else stands well: it waits for the operator.</summary>
public static class WaitingCheck
{
    private const string Check = "waiting";

    public static IReadOnlyList<Finding> Run(Patient patient)
    {
        var findings = patient.Pauses.Where(p => p.Scope != Pause.Trust).Select(Of).ToList();
        if (patient.Held > 0)
        {
            findings.Add(Finding.Warn(Check, $"{patient.Held} mails are held in doubt: only the relay knows whether it took them.", "`digest deliveries --state InDoubt` lists them, `digest deliveries resend ID` sends one again."));
        }

        return findings.Count > 0 ? findings : [Finding.Ok(Check, "Nothing waits for you.")];
    }

    private static Finding Of(Pause pause)
    {
        var until = pause.Until is { } end ? string.Create(CultureInfo.InvariantCulture, $", until {end:yyyy-MM-dd HH:mm:ss} UTC") : "";
        var what = string.Create(CultureInfo.InvariantCulture, $"{pause.Scope} is paused since {pause.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC{until}: {pause.Reason}");
        var change = $"`digest deliveries resume {pause.Scope}` goes on" + (pause.EditionNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $", `digest deliveries cancel {number}` drops what is left of it.") : ".");
        return pause.Scope == Pause.All ? Finding.Fail(Check, what, change) : Finding.Warn(Check, what, change);
    }
}
