#include "CPhoneNumber.h"

#include <cstring>
#include <string>

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

// Longer than any number with its separators; the library is never given more.
constexpr size_t kDigitsMax = 32;

template <size_t Size>
bool copy(const std::string &text, char (&target)[Size]) {
    if (text.size() >= Size) return false;
    std::memcpy(target, text.c_str(), text.size() + 1);
    return true;
}

}  // namespace

extern "C" void corong_phone_read(
    const char *digits, size_t length, const char *region, corong_phone_number *result) {
    std::memset(result, 0, sizeof *result);
    if (length == 0 || length > kDigitsMax) return;
    try {
        const PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
        PhoneNumber number;
        if (util->Parse(std::string(digits, length), region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) return;
        std::string text;
        util->Format(number, PhoneNumberUtil::E164, &text);
        if (!copy(text, result->e164)) return;
        util->GetRegionCodeForNumber(number, &text);
        // "ZZ" is unknown and "001" a service without a country: neither is a region.
        if (text.size() != 2 || text == "ZZ" || !copy(text, result->region)) result->region[0] = 0;
        if (util->IsValidNumber(number)) {
            result->standing = CORONG_PHONE_VALID;
        } else if (util->IsPossibleNumber(number)) {
            result->standing = CORONG_PHONE_POSSIBLE;
        } else {
            result->standing = CORONG_PHONE_UNKNOWN;
        }
    } catch (...) {
        std::memset(result, 0, sizeof *result);
    }
}

extern "C" int32_t corong_phone_country_code(const char *region) {
    try {
        return PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(region);
    } catch (...) {
        return 0;
    }
}
