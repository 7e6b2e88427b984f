/// One fact about where a contact came from. A field that the provider did not send stays absent; none stands in for another.
public enum TouchField: String, Sendable, Hashable, CaseIterable {
    case source, medium, ref
    case utmSource = "utm_source"
    case utmMedium = "utm_medium"
    case utmCampaign = "utm_campaign"
    case utmTerm = "utm_term"
    case utmContent = "utm_content"
    case ctwaClid = "ctwa_clid"
    case gclid, gbraid, wbraid, fbclid, ttclid, msclkid
    case type, platform
    case sourceType = "source_type"
    case sourceID = "source_id"
    case sourceURL = "source_url"
    case adID = "ad_id"
    case adName = "ad_name"
    case adTitle = "ad_title"
    case adsetID = "adset_id"
    case adsetName = "adset_name"
    case adgroupID = "adgroup_id"
    case assetGroupID = "asset_group_id"
    case creativeID = "creative_id"
    case campaignID = "campaign_id"
    case campaignName = "campaign_name"
    case appID = "app_id"
    /// `true` where the provider says that no advertisement led here.
    case organic
    case headline, body
    case mediaType = "media_type"
    case imageURL = "image_url"
    case videoURL = "video_url"
    case thumbnailURL = "thumbnail_url"
    case referrer
    case refererURI = "referer_uri"
    case landingPage = "landing_page"
}

/// Where a contact came from, as far as the event says. In JSON: `referral`.
public struct Touch: Sendable, Hashable {
    /// The known facts in the order of ``TouchField``; never empty strings.
    public private(set) var values: [(field: TouchField, value: String)]

    /// A touch from pairs; empty values are left out.
    public init(_ values: [(field: TouchField, value: String)]) {
        self.values = values.filter { !$0.value.isEmpty }
            .map { ($0.field, $0.value.cut(toBytes: Limits.touchValueBytesMax)) }
    }

    /// Whether nothing is known.
    public var isEmpty: Bool { values.isEmpty }

    /// The value of a field, where the provider sent it.
    public subscript(field: TouchField) -> String? { values.first { $0.field == field }?.value }

    /// Same facts in the same order.
    public static func == (left: Touch, right: Touch) -> Bool {
        left.values.elementsEqual(right.values) { $0.field == $1.field && $0.value == $1.value }
    }

    /// Takes in all facts.
    public func hash(into hasher: inout Hasher) {
        for (field, value) in values {
            hasher.combine(field)
            hasher.combine(value)
        }
    }
}
