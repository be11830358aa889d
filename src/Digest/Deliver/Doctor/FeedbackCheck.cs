using System.Globalization;

namespace Digest.Deliver.Doctor;

/// <summary>What mailboxes said in the last week. Gmail's own limits: complaints below 0.1 %, never 0.3 %.</summary>
public static class FeedbackCheck
{
    private const string Check = "feedback";

    public static Finding Run(Patient patient)
    {
        var week = patient.Week;
        if (week.Submitted < 100)
        {
            return Finding.Ok(Check, $"{week.Submitted} mails in a week: too few to judge.");
        }

        var (complaints, hard, blocked) = (Share(week.Complaints, week), Share(week.Hard, week), Share(week.Blocked, week));
        return complaints >= 0.003 ? Finding.Fail(Check, $"{Percent(complaints)} of a week's mails were called spam; Gmail refuses at 0.3 %.", "Stop, and find out who is mailed without having asked.")
            : blocked >= 0.05 ? Finding.Fail(Check, $"{Percent(blocked)} of a week's mails were blocked for what the sender is.", "`digest bounces` shows the servers' words; most name a page with what to do.")
            : hard >= 0.05 ? Finding.Fail(Check, $"{Percent(hard)} of a week's mails went to addresses that do not exist.", "Check where those readers came from; an import of an old list ruins a sender's name.")
            : complaints >= 0.001 || hard >= 0.02 || blocked >= 0.01 ? Finding.Warn(Check, $"In a week {Percent(complaints)} complaints, {Percent(hard)} hard bounces, {Percent(blocked)} blocked.", "Healthy lists stay below 0.1 %, 2 % and 1 %.")
            : Finding.Ok(Check, $"In a week {Percent(complaints)} complaints, {Percent(hard)} hard bounces, {Percent(blocked)} blocked.");
    }

    private static double Share(long count, Week week) => (double)count / week.Submitted;

    private static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
