/// A text of the rep's page, in both languages side by side. Raw values are the keys that the page's scripts use.
enum MobileWord: String, CaseIterable {
    case myLeads = "my_leads"
    case offered, accepted, opportunities, closed
    case nothingToDo = "nothing_to_do"
    case nothingHint = "nothing_hint"
    case asOf = "as_of"
    case justNow = "just_now"
    case hoursLeft = "hours_left"
    case daysLeft = "days_left"
    case offerOver = "offer_over"
    case offerHint = "offer_hint"
    case noName = "no_name"
    case loading, gone, score, offline
    // What can be done.
    case accept, reject, opportunity, won, lost, call, mail, contact, cancel, reason
    case changeValue = "change_value"
    case whyReject = "why_reject"
    case whyLost = "why_lost"
    case rejectFar = "reject_far"
    case rejectBusy = "reject_busy"
    case rejectProduct = "reject_product"
    case rejectDuplicate = "reject_duplicate"
    case lostDear = "lost_dear"
    case lostOther = "lost_other"
    case lostSilent = "lost_silent"
    case lostLater = "lost_later"
    case reasonMissing = "reason_missing"
    case titleOpportunity = "title_opportunity"
    case titleWon = "title_won"
    case wasValued = "was_valued"
    case amount, currency
    case amountOptional = "amount_optional"
    case amountMissing = "amount_missing"
    // One lead.
    case said
    case saidNothing = "said_nothing"
    case us, you, colleague, why
    case whyNothing = "why_nothing"
    case notes
    case noteHint = "note_hint"
    case noteSave = "note_save"
    case stageNew = "stage_new"
    case stageMarketing = "stage_marketing_qualified"
    case stageSales = "stage_sales_qualified"
    case stageOpportunity = "stage_opportunity"
    case stageWon = "stage_won"
    case stageLost = "stage_lost"
    case stageDisqualified = "stage_disqualified"
    case didAccept = "did_accept"
    case didReject = "did_reject"
    case didOpportunity = "did_opportunity"
    case didWon = "did_won"
    case didLost = "did_lost"
    case didNote = "did_note"
    case didDisqualify = "did_disqualify"
    case didReopen = "did_reopen"
    // What waits.
    case unsent
    case unsentHint = "unsent_hint"
    case allSent = "all_sent"
    case noted
    case notedOffline = "noted_offline"
    case waitingShort = "waiting_short"
    case stateWaiting = "state_waiting"
    case stateSent = "state_sent"
    case stateChanged = "state_changed"
    case stateRefused = "state_refused"
    case youWanted = "you_wanted"
    case nowStands = "now_stands"
    case nowGone = "now_gone"
    case drop
    case sendAgain = "send_again"
    case doAccept = "do_accept"
    case doReject = "do_reject"
    case doOpportunity = "do_opportunity"
    case doWon = "do_won"
    case doLost = "do_lost"
    case doNote = "do_note"
    case doReply = "do_reply"
    case doContacted = "do_contacted"
    case doVisit = "do_visit"
    case doCheckIn = "do_check_in"
    case doCheckOut = "do_check_out"
    case doConsent = "do_consent"
    // Why something was not done.
    case refusalNotQualified = "refusal_not_qualified"
    case refusalIsOpportunity = "refusal_is_opportunity"
    case refusalNothingToLose = "refusal_nothing_to_lose"
    case refusalClosed = "refusal_closed"
    case refusalNoOwner = "refusal_no_owner"
    case refusalAlreadyAccepted = "refusal_already_accepted"
    case refusalAnotherIsOpen = "refusal_another_is_open"
    case refusalNewerExists = "refusal_newer_exists"
    case refusalParted = "refusal_parted"
    case refusalStale = "refusal_stale"
    case refusalNoConsent = "refusal_no_consent"
    case refusalOffDuty = "refusal_off_duty"
    // Talking with the customer.
    case replyHint = "reply_hint"
    case send
    case deliveryWaiting = "delivery_waiting"
    case deliveryDelivered = "delivery_delivered"
    case deliveryDead = "delivery_dead"
    case answerBy = "answer_by"
    case visit, reached
    case notReached = "not_reached"
    case didYouReach = "did_you_reach"
    case didContacted = "did_contacted"
    case didVisit = "did_visit"
    case wayCall = "way_call"
    case wayWhatsApp = "way_whatsapp"
    case wayMail = "way_mail"
    case wayVisit = "way_visit"
    case wayOther = "way_other"
    // The shift.
    case shift
    case shiftOn = "shift_on"
    case since
    case shiftOff = "shift_off"
    case shiftHint = "shift_hint"
    case shiftNeeded = "shift_needed"
    case checkIn = "check_in"
    case checkOut = "check_out"
    case locating
    case noSite = "no_site"
    case metresAway = "metres_away"
    case placeDenied = "place_denied"
    case placeUnknown = "place_unknown"
    case placeSlow = "place_slow"
    case hintAccuracyZero = "hint_accuracy_zero"
    case hintImpossibleSpeed = "hint_impossible_speed"
    case hintMock = "hint_mock"
    case hintNoPosition = "hint_no_position"
    case hintInaccurate = "hint_inaccurate"
    case consentTitle = "consent_title"
    case consentWhat = "consent_what"
    case consentDays = "consent_days"
    case consentFree = "consent_free"
    case consentYes = "consent_yes"
    case consentNo = "consent_no"
    case positionOn = "position_on"
    case positionShort = "position_short"
    case withdraw
    case withdrawHint = "withdraw_hint"
    // Nobody.
    case welcome
    case welcomeHint = "welcome_hint"
    case expiredHint = "expired_hint"
    case pasteLink = "paste_link"
    case openLink = "open_link"
    case noLink = "no_link"

    func text(in language: Language) -> String {
        switch language {
        case .english: texts.english
        case .indonesian: texts.indonesian
        }
    }
}
