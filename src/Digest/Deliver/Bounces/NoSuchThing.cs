using System.Text.RegularExpressions;

namespace Digest.Deliver.Bounces;

/// <summary>
/// A mailbox that is not there, or is full, in the languages servers are set up in: a noun for it with, near by, what is said of it.
/// Sentences differ from one server to the next; these two words do not. Compared with <see cref="PlainText.Comparable"/> text.
/// </summary>
internal static partial class NoSuchThing
{
    // German, French, Spanish and Portuguese, Italian, Dutch, Polish, Czech and Slovak, Scandinavian, Finnish, Turkish, Hungarian, Russian and Ukrainian, Greek.
    [GeneratedRegex("""
        (?:benutzer|empfänger|nutzer|postfach|e-?mail-?konto|konto|adresse)\b[^.!?]{0,60}\b(?:unbekannt|existiert\ nicht|(?:gibt|existiert)\ es\ nicht|nicht\ (?:bekannt|vorhanden|gefunden)|ungültig)|\bkein(?:en|e)?\ (?:benutzer|postfach|empfänger|konto)\b
        |(?:destinataire|utilisateur|adresse|compte|bo[iî]te)\b[^.!?]{0,60}(?:inconnue?|inexistante?|introuvable|n'existe|n'est\ pas\ valide)
        |(?:usuario|destinatario|cuenta|buz[oó]n|direcci[oó]n|usuário|destinatário|conta|caixa|endereço)\b[^.!?]{0,60}(?:no\ existe|não\ existe|no\ encontrad|não\ (?:foi\ )?encontrad|inexistente|desconocid|desconhecid)
        |(?:utente|destinatario|casella|indirizzo)\b[^.!?]{0,60}(?:inesistente|sconosciut|non\ esiste|non\ (?:è\ stato\ )?trovat)
        |(?:gebruiker|ontvanger|postvak|adres)\b[^.!?]{0,60}(?:bestaat\ niet|onbekend|niet\ gevonden)
        |(?:użytkownik|odbiorc|adresat|konto|skrzynk|adres)[^.!?]{0,60}(?:nie\ istniej|nieznan|nie\ (?:został[ao]?\ )?znalezion)|\bnie\ ma\ takiego\ (?:użytkownika|adresu|konta|odbiorcy)
        |(?:uživatel|příjemce|schránk|adres|účet|používateľ|príjemca)[^.!?]{0,60}(?:neexistuj|neznám|nebyl\w*\ nalezen|nenalezen)
        |(?:användare|mottagare|adress|konto|bruger|modtager|bruker|mottaker|postboks|postlåda)\w*\b[^.!?]{0,60}(?:finns\ (?:inte|ej)|findes\ ikke|finnes\ ikke|okänd|ukendt|ukjent)
        |(?:käyttäjä|vastaanottaja|osoite|postilaatikko)\w*[^.!?]{0,60}(?:ei\ ole\ olemassa|ei\ löydy|tuntematon)
        |(?:kullanıcı|alıcı|hesap|posta\ kutusu|adres)\w*[^.!?]{0,60}(?:mevcut\ değil|bulunamadı|\byok\b|bilinmiyor|geçersiz)
        |(?:felhasználó|címzett|postafiók|cím)\w*[^.!?]{0,60}(?:nem\ létezik|ismeretlen|nem\ található)
        |(?:пользовател|получател|адресат|ящик|адрес|аккаунт|уч[её]тн|користувач|одержувач|скриньк)\w*[^.!?]{0,60}(?:не\ существу|не\ найден|неизвест|не\ зарегистрирован|отсутствует|не\ існує|невідом|не\ знайден)
        |(?:χρήστης|παραλήπτης|διεύθυνση|λογαριασμός)[^.!?]{0,60}(?:δεν\ υπάρχει|άγνωστ|δεν\ βρέθηκε)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    public static partial Regex Unknown();

    [GeneratedRegex("""
        (?:postfach|mailbox|bo[iî]te|buz[oó]n|bandeja|casella|caixa|postvak|postbus|skrzynk|konto|schránk|brevlåda|inkorg|postkasse|indbakke|innboks|postilaatikko|posta\ kutusu|gelen\ kutusu|postafiók|ящик|скриньк|γραμματοκιβώτιο)\w*[^.!?]{0,60}
        (?:\bvoll\b|überfüllt|pleine?\b|satur[ée]e?|\bllen[oa]\b|saturad|\bpien[oa]\b|chei[oa]\b|lotad|\bvol\b|pełn[aey]|przepełnion|zapełnion|\bpln[áýé]\b|přeplněn|\bfull?t?\b|\bfuld\b|täynnä|\bdolu\b|\bdoldu|\bmegtelt|\btele\b|переполнен|заполнен|полон\b|переповнен|πλήρες|γεμάτο)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    public static partial Regex Full();
}
