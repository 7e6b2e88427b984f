/// Numbers that are written in two ways though they ring one telephone.
///
/// Some countries gave their mobile numbers a further digit, and networks, phone books and messengers disagree on whether it belongs there. What was
/// sent is never rewritten, because it is what an answer is addressed to; numbers are compared by their match key.
public enum PhoneVariants {
    /// A digit that some write and others leave out.
    struct Variant {
        /// Country code, for people.
        let country: String
        /// What the number begins with, without the plus; `.` stands for any digit.
        let prefix: String
        /// The place of the digit that is left out of the match key, from 0, without the plus.
        let place: Int
        /// All digits of the longer form, without the plus.
        let digits: Int
        /// The digits that may follow the one that is left out; empty for any.
        let following: String
    }

    /// Every country with two live forms.
    static let table: [Variant] = [
        // Mexico: 52 1 and ten digits in WhatsApp, 52 and ten digits since 2019.
        Variant(country: "52", prefix: "521", place: 2, digits: 13, following: ""),
        // Argentina: 54 9 and ten digits for mobiles from abroad, 54 and ten digits within.
        Variant(country: "54", prefix: "549", place: 2, digits: 13, following: ""),
        // Brazil: the ninth digit of mobiles; numbers that begin with 2-5 are landlines and never had one.
        Variant(country: "55", prefix: "55..9", place: 4, digits: 13, following: "6789"),
    ]

    /// The form in which a number is compared.
    ///
    /// - Parameter number: E.164 with plus, or the same digits without it.
    /// - Returns: The number without the digit that some leave out; the number itself where no variant fits.
    public static func matchKey(_ number: String) -> String {
        let hasPlus = number.utf8.first == UInt8(ascii: "+")
        let digits = Array(number.utf8.dropFirst(hasPlus ? 1 : 0))
        for variant in table where variant.fits(digits) {
            var short = digits
            short.remove(at: variant.place)
            return (hasPlus ? "+" : "") + String(decoding: short, as: UTF8.self)
        }
        return number
    }
}

extension PhoneVariants.Variant {
    /// Whether digits are the longer form.
    fileprivate func fits(_ number: [UInt8]) -> Bool {
        guard number.count == digits, number.indices.contains(place + 1) else { return false }
        for (digit, wanted) in zip(number, prefix.utf8) where wanted != UInt8(ascii: ".") && wanted != digit {
            return false
        }
        return following.isEmpty || following.utf8.contains(number[place + 1])
    }
}
