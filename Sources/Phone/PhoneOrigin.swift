/// Who wrote a number decides how it has to be read.
public enum PhoneOrigin: Sendable, Hashable {
    /// An id of a provider such as a WhatsApp `wa_id`: always begins with the country code, `+` or not.
    case international

    /// What a person types: with `+`, with the country code, with the trunk zero or with none of them, dialled from
    /// `region` (two capital letters, `ID`).
    case national(region: String)
}
