import Domain
import JSON

/// What people say, as their channels deliver it.
extension JournalMaker {
    /// The next statement of a person, alone or together with what others say at the time.
    mutating func statement(of person: Int, on channel: JournalChannel) -> Parcel {
        let seconds = rhythm.instant(tally[.deliveries], of: plan.deliveries).seconds - Int64(chance.within(1...4))
        var parcel: Parcel
        if chance.happens(plan.rates.broken) {
            tally[.broken] += 1
            return Parcel(channel, Array("{\"object\":".utf8))
        }
        switch channel {
        case .whatsApp: parcel = whatsApp(person, seconds)
        case .form: parcel = form(person)
        case .mail: parcel = mail(person, seconds)
        case .telegram: parcel = telegram(person, seconds)
        case .chat: parcel = chat(person, seconds)
        }
        return parcel
    }

    /// What a person wants to say now.
    private mutating func intents(of person: Int) -> Intents {
        let hasWritten = persons[person].hasWritten
        persons[person].hasWritten = true
        if !hasWritten, chance.happens(plan.rates.seekers) { return .besides(&chance) }
        return hasWritten ? .continuation(&chance) : .opening(&chance)
    }

    private mutating func words(_ intents: Intents, of person: Int) -> String {
        Sayings.text(intents, isEnglish: persons[person].isEnglish, &chance)
    }

    private mutating func whatsApp(_ person: Int, _ seconds: Int64) -> Parcel {
        var items = [item(of: person, seconds, at: 0)]
        if chance.happens(plan.rates.batches) {
            // Whoever is next to write on this channel, too.
            while items.count < 4, let task = agenda.first(dueBy: step + 60), case .says(let other, .whatsApp) = task {
                agenda.removeFirst()
                items.append(item(of: other, seconds, at: items.count))
            }
            if items.count > 1 { tally[.batches] += 1 }
        }
        if !recentItems.isEmpty, chance.happens(plan.rates.overlaps) {
            tally[.overlaps] += 1
            var former = chance.pick(recentItems)
            former.mark = nil
            items.append(former)
        }
        if let last = items.first { recentItems.append(last) }
        if recentItems.count > 32 { recentItems.removeFirst(16) }
        return Parcel(.whatsApp, WhatsAppWire.body(items, at: seconds + 1), marks: items.compactMap(\.mark))
    }

    private mutating func item(of index: Int, _ seconds: Int64, at place: Int) -> WhatsAppItem {
        let isFirst = !persons[index].hasWritten
        var intents = intents(of: index)
        let text = words(intents, of: index)
        intents.insert(.name)
        let person = persons[index]
        let isNumberHidden = person.isNumberHidden && !person.isNumberTold
        var handles = Handles()
        if person.isNumberHidden {
            handles.account = Handles.account(.whatsApp, UInt64(index) << 8 | UInt64(person.userIDChanges & 255))
        }
        if !isNumberHidden {
            handles.phone = Handles.phone(person.phone)
            intents.insert(.phone)
        }
        let isAdvertised = isFirst && chance.happens(plan.rates.advertisements)
        if isAdvertised { intents.insert(.advertisement) }
        let isPicture = !isAdvertised && chance.happens(40)
        messages += 1
        let id = messages
        let mark = Mark(person: index, handles: handles, intents: isPicture ? [] : intents, item: place)
        return WhatsAppWire.item(from: person, id: id, at: seconds, mark: mark, isNumberHidden: isNumberHidden) {
            json in
            if isAdvertised { WhatsAppWire.referral(id, to: &json) }
            if isPicture { WhatsAppWire.image(id, to: &json) } else { WhatsAppWire.text(text, to: &json) }
        }
    }

    private mutating func form(_ index: Int) -> Parcel {
        var intents = intents(of: index)
        let person = persons[index]
        var fields = [("nama", person.name), ("pesan", words(intents, of: index))]
        var handles = Handles()
        if chance.happens(850) {
            fields.append(("telepon", person.typedPhone(chance.below(7))))
            handles.phone = Handles.phone(person.phone)
            intents.insert(.phone)
        }
        if handles.phone == 0 || chance.happens(600) {
            fields.append(("email", chance.happens(200) ? " \(person.mailAddress.uppercased())" : person.mailAddress))
            handles.mail = Handles.mail(person.mailAddress)
        }
        if chance.happens(250) {
            fields.append(("anggaran", "\(chance.within(5...90)) juta"))
            intents.insert(.budget)
        }
        if chance.happens(300) { fields += [("utm_source", "instagram"), ("utm_campaign", "kitchen_set")] }
        fields.append(("_honeypot", ""))
        intents.formUnion([.form, .name])
        return Parcel(
            .form, FormWire.body(fields), marks: [Mark(person: index, handles: handles, intents: intents, item: 0)])
    }

    private mutating func mail(_ index: Int, _ seconds: Int64) -> Parcel {
        var intents = intents(of: index)
        let person = persons[index]
        let text = words(intents, of: index)
        messages += 1
        let answered = person.answeredBy > 0 ? MailWire.ourID(person.answeredBy) : nil
        let body = MailWire.body(
            MailWire.Letter(
                from: "\(person.name) <\(person.mailAddress)>", to: MailWire.ourAddress,
                subject: answered == nil ? "Tanya \(person.number)" : "Re: Tanya \(person.number)",
                id: MailWire.id(messages), answers: answered, text: text,
                quoted: answered == nil ? nil : "harga sudah kami kirim, mau pesan?"),
            at: Timestamp(microseconds: seconds * 1_000_000))
        intents.insert(.name)
        let handles = Handles(mail: Handles.mail(person.mailAddress))
        return Parcel(.mail, body, marks: [Mark(person: index, handles: handles, intents: intents, item: 0)])
    }

    private mutating func telegram(_ index: Int, _ seconds: Int64) -> Parcel {
        var intents = intents(of: index)
        let text = words(intents, of: index)
        messages += 1
        let body = TelegramWire.body(from: persons[index], id: messages, at: seconds) { $0.text("text", text) }
        intents.insert(.name)
        let handles = Handles(account: Handles.account(.telegram, UInt64(index)))
        return Parcel(.telegram, body, marks: [Mark(person: index, handles: handles, intents: intents, item: 0)])
    }

    private mutating func chat(_ index: Int, _ seconds: Int64) -> Parcel {
        var intents = intents(of: index)
        let text = words(intents, of: index)
        let person = persons[index]
        var handles = Handles(account: Handles.account(.chat, UInt64(index)))
        var phone: String?
        if person.isNumberTold || chance.happens(200) {
            phone = person.typedPhone(chance.below(7))
            handles.phone = Handles.phone(person.phone)
            intents.insert(.phone)
        }
        messages += 1
        let body = ChatWire.body(
            from: person, id: messages, at: Timestamp(microseconds: seconds * 1_000_000), text: text, phone: phone,
            mail: nil)
        intents.insert(.name)
        return Parcel(.chat, body, marks: [Mark(person: index, handles: handles, intents: intents, item: 0)])
    }
}

/// What becomes known besides.
extension JournalMaker {
    /// Our own side says something, or the provider tells what became of it. Forms have no such way.
    mutating func answer(to index: Int, on channel: JournalChannel) -> Parcel? {
        let person = persons[index]
        let seconds = rhythm.instant(tally[.deliveries], of: plan.deliveries).seconds
        let time = Timestamp(microseconds: seconds * 1_000_000)
        let text = Sayings.answer(isEnglish: person.isEnglish, &chance)
        messages += 1
        switch channel {
        case .whatsApp where chance.happens(300):
            tally[.echoes] += 1
            return Parcel(channel, WhatsAppWire.echo(text, id: messages, to: person, at: seconds))
        case .whatsApp:
            tally[.statuses] += 1
            let id = messages
            for (number, status) in ["delivered", "read"].enumerated() where chance.happens(800) {
                let body = WhatsAppWire.status(status, of: id, to: person, at: seconds + Int64(number * 40))
                agenda.add(.gives(Parcel(channel, body)), due: step + 1 + chance.below(10))
            }
            return Parcel(channel, WhatsAppWire.status("sent", of: id, to: person, at: seconds))
        case .mail:
            tally[.echoes] += 1
            persons[index].answeredBy = messages
            let body = MailWire.body(
                MailWire.Letter(
                    from: "Rumah Teduh <\(MailWire.ourAddress)>", to: person.mailAddress,
                    subject: "Re: Tanya \(person.number)", id: MailWire.ourID(messages), text: text),
                at: time)
            if chance.happens(600) { agenda.add(.says(person: index, .mail), due: later(60)) }
            return Parcel(channel, body)
        case .chat:
            tally[.echoes] += 1
            let body = ChatWire.body(
                from: person, id: messages, at: time, text: text, phone: nil, mail: nil, isOurs: true)
            return Parcel(channel, body)
        case .form, .telegram: return nil
        }
    }

    /// A channel tells a number or an address of somebody, or that it has changed.
    mutating func reveal(_ index: Int, on channel: JournalChannel) -> Parcel? {
        let person = persons[index]
        let seconds = rhythm.instant(tally[.deliveries], of: plan.deliveries).seconds
        messages += 1
        let isTold = persons[index].isNumberTold
        persons[index].isNumberTold = true
        switch channel {
        case .whatsApp where person.isNumberHidden && !isTold:
            return ownNumber(of: index, seconds)
        case .whatsApp where chance.happens(400):
            tally[.revelations] += 1
            let oldID = person.userID
            persons[index].changeNumber()
            let current = persons[index]
            if person.isNumberHidden {
                return Parcel(channel, WhatsAppWire.userIDUpdate(of: current, from: oldID, at: seconds))
            }
            let change = WhatsAppWire.numberChange(
                from: person.whatsAppID, to: current.whatsAppID, id: messages, at: seconds)
            return Parcel(channel, WhatsAppWire.body([change], at: seconds))
        case .telegram where !isTold:
            tally[.revelations] += 1
            let body = TelegramWire.body(from: person, id: messages, at: seconds) {
                TelegramWire.card(of: person, to: &$0)
            }
            let handles = Handles(
                account: Handles.account(.telegram, UInt64(index)), phone: Handles.phone(person.phone))
            return Parcel(channel, body, marks: [Mark(person: index, handles: handles, intents: .phone, item: 0)])
        case .chat:
            tally[.revelations] += 1
            let body = ChatWire.body(
                from: person, id: messages, at: Timestamp(microseconds: seconds * 1_000_000), type: "contact",
                text: nil, phone: person.typedPhone(chance.below(7)), mail: person.mailAddress)
            if let contact = beliefs.contact(of: Handles.account(.chat, UInt64(index))) {
                let handles = Handles(
                    phone: Handles.phone(person.phone), mail: Handles.mail(person.mailAddress))
                beliefs.link(handles, to: contact)
            }
            return Parcel(channel, body)
        case .whatsApp, .telegram, .form, .mail: return nil
        }
    }

    private mutating func ownNumber(of index: Int, _ seconds: Int64) -> Parcel {
        tally[.revelations] += 1
        let person = persons[index]
        let account = Handles.account(.whatsApp, UInt64(index) << 8 | UInt64(person.userIDChanges & 255))
        let handles = Handles(account: account, phone: Handles.phone(person.phone))
        let item = WhatsAppWire.item(
            from: person, id: messages, at: seconds,
            mark: Mark(person: index, handles: handles, intents: .phone, item: 0), isNumberHidden: true
        ) { WhatsAppWire.ownNumber(of: person, to: &$0) }
        return Parcel(.whatsApp, WhatsAppWire.body([item], at: seconds), marks: item.mark.map { [$0] } ?? [])
    }
}
